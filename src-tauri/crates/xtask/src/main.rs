//! `cargo xtask`: the commands that set up, run and test Proviso.

use std::process::ExitCode;

use xtask::stop::{Outcome, Stop};
use xtask::{USAGE, fuzz, generated, notices, run, test};

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(stop) => {
            eprintln!("\n{stop}");
            ExitCode::from(stop.code())
        }
    }
}

fn dispatch(args: &[String]) -> Outcome {
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["run", "--sample"] => run::run(run::Content::Sample, &[]),
        ["run", "--sample", "--", rest @ ..] => run::run(run::Content::Sample, rest),
        ["run"] => run::run(run::Content::Own, &[]),
        ["run", "--", rest @ ..] => run::run(run::Content::Own, rest),
        ["test"] => test::test(test::Extent::Usual),
        ["test", "--fast"] => test::test(test::Extent::Fast),
        ["test", "--full"] => test::test(test::Extent::Full),
        ["fuzz"] => fuzz::alone(150),
        ["notices"] => notices::write(),
        ["generate"] => generated::write(),
        ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(())
        }
        [] => Err(Stop::Usage("A command is needed.".to_owned())),
        other => Err(Stop::Usage(format!(
            "`cargo xtask {}` is not a command.",
            other.join(" ")
        ))),
    }
}
