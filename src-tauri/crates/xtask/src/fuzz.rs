//! Fuzzing: builds the targets of `tests/fuzz` with coverage instrumentation and lets libFuzzer work
//! on each for a while, from the stored corpus.
//!
//! It needs nothing but the stable compiler: the passes that cargo-fuzz asks for are options of
//! `-Cpasses`. No sanitizer is on, because what is fuzzed has no unsafe code of its own; without one
//! a run gets some ten times as far.

use std::fs;
use std::path::PathBuf;

use crate::call::Call;
use crate::product::target;
use crate::steps::Steps;
use crate::stop::{Outcome, Stop};

/// The folder of the workspace.
const FOLDER: &str = "tests/fuzz";

/// The targets, each with the folder of its corpus under `corpus/`.
const TARGETS: [&str; 5] = ["container", "pack", "request", "signature", "word"];

/// What the compiler is told beside the ordinary: libFuzzer is steered by these counters.
const INSTRUMENTED: &str = "--cfg fuzzing -Cpasses=sancov-module \
    -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares";

/// Works on each target for `seconds`, and does nothing else.
///
/// # Errors
/// As [`check`].
pub fn alone(seconds: u32) -> Outcome {
    check(&mut Steps::default(), seconds)
}

/// Works on each target for `seconds`.
///
/// # Errors
/// The targets could not be built, or an input was found on which one fails; libFuzzer's last lines
/// name its file.
pub fn check(steps: &mut Steps, seconds: u32) -> Outcome {
    if cfg!(not(unix)) {
        steps.skip("fuzzing: libFuzzer is linked on Linux and macOS alone");
        return Ok(());
    }
    let place = target().join("fuzz");
    let host = host()?;
    // With a target named, build scripts and macros are not instrumented.
    let build = Call::cargo("build --release --locked --target")
        .arg(&host)
        .within(FOLDER)
        .env("CARGO_TARGET_DIR", place.display().to_string())
        .env("RUSTFLAGS", INSTRUMENTED);
    steps.run("Fuzzing: build", &build)?;
    for name in TARGETS {
        // New inputs go to the first folder; the stored corpus is only read.
        let found = made(place.join("found").join(name))?;
        let failing = made(place.join("failing"))?;
        let program = place.join(&host).join("release").join(name);
        let call = Call::new(&program.display().to_string())
            .arg(format!("-max_total_time={seconds}"))
            .words(
                "-timeout=20 -rss_limit_mb=2048 -max_len=65536 -verbosity=0 -print_final_stats=1",
            )
            .arg(format!("-artifact_prefix={}/", failing.display()))
            .path(&found)
            .arg(format!("{FOLDER}/corpus/{name}"));
        steps.run(&format!("Fuzzing: {name}, {seconds} s"), &call)?;
    }
    Ok(())
}

/// Returns a folder, which is made where it is absent.
fn made(folder: PathBuf) -> Outcome<PathBuf> {
    fs::create_dir_all(&folder).map_err(Stop::file("create", &folder))?;
    Ok(folder)
}

/// Returns the platform that the compiler runs on.
fn host() -> Outcome<String> {
    let about = Call::new("rustc").words("--version --verbose").output()?;
    let host = about.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned)
        .ok_or_else(|| Stop::Unexpected("`rustc --version --verbose` names no host.".to_owned()))
}
