//! `cargo xtask run`: sets up, builds, and opens the window; where there is no display it writes
//! the example's report instead, so that the command shows something everywhere.

use crate::call::Call;
use crate::node;
use crate::product::{Product, binary, target};
use crate::setup::{self, Purpose};
use crate::steps::Steps;
use crate::stop::Outcome;

/// What the window opens on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// The reader's own data folder.
    Own,
    /// The worked, fictional example, in a data folder of its own.
    Sample,
}

/// Builds and opens the window, with `args` handed on to it.
///
/// # Errors
/// Set-up, build or the program failed.
pub fn run(content: Content, args: &[&str]) -> Outcome {
    let mut steps = Steps::default();
    steps.work("Tools and libraries", || {
        setup::ensure(&[Purpose::Build])?;
        node::check()
    })?;
    steps.work("UI: npm packages", || node::install("ui"))?;
    steps.run("UI: build", &Call::npm("ui", "run build"))?;
    steps.run(
        "Program: build",
        &Call::cargo("build --locked --bin proviso"),
    )?;
    if !has_display() {
        return write_report();
    }
    let call = match content {
        Content::Own => Call::new(&binary("proviso").display().to_string()),
        Content::Sample => {
            let product = sample_product()?;
            product.sample()?;
            product.call("")
        }
    };
    println!("\nOpening the window.");
    args.iter().fold(call, |call, arg| call.arg(*arg)).run()
}

/// The example is kept between runs: what a reader changes in it stays.
fn sample_product() -> Outcome<Product> {
    Product::with_data(&target().join("sample-data"))
}

fn write_report() -> Outcome {
    println!(
        "\nThere is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window"
    );
    println!("can open. The example's gap analysis is written as a PDF instead.");
    let out = target().join("sample-gap-analysis.pdf");
    let product = sample_product()?;
    let assessment = product.sample()?;
    product.export(&assessment, &out)?;
    println!("\nIt is {}", out.display());
    Ok(())
}

fn has_display() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}
