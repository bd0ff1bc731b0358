//! `cargo xtask test`: every test there is, the quick ones first.

use std::fs;

use crate::call::Call;
use crate::counts::Runner;
use crate::product::binary;
use crate::setup::{self, Purpose};
use crate::steps::Steps;
use crate::stop::{Outcome, Stop};
use crate::{format_checks, fuzz, node, report_checks, repository};

/// How much is tested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// What needs neither a browser nor a window, without fuzzing.
    Fast,
    /// Everything, with a tenth of the repetitions.
    Usual,
    /// Everything, with all repetitions.
    Full,
}

/// One feature set for every debug build here: another one would compile Tauri again.
const SEAMS: &str = "--workspace --features e2e --locked";

/// Tells the tests how often to repeat what they repeat: "tenth" or "full".
const SCALE: &str = "PROVISO_SCALE";

/// Runs the tests and prints what was counted.
///
/// # Errors
/// The first step that failed.
pub fn test(extent: Extent) -> Outcome {
    let mut steps = Steps::default();
    let outcome = all(&mut steps, extent);
    steps.close(&outcome);
    outcome
}

fn all(steps: &mut Steps, extent: Extent) -> Outcome {
    steps.work("Tools and libraries", || set_up(extent))?;
    steps.run("Rust: format", &Call::cargo("fmt --all --check"))?;
    steps.work("UI: npm packages", || node::install("ui"))?;
    steps.run("UI: types and markup", &Call::npm("ui", "run check"))?;
    steps.run("UI: build", &Call::npm("ui", "run build"))?;
    steps.tests("UI: unit tests", Runner::Vitest, &Call::npm("ui", "test"))?;
    let clippy = Call::cargo("clippy --all-targets")
        .words(SEAMS)
        .words("-- -D warnings");
    steps.run("Rust: clippy", &clippy)?;
    let build = Call::cargo("test --no-run").words(SEAMS);
    steps.run("Rust: build with the test seams", &build)?;
    let scale = if extent == Extent::Full {
        "full"
    } else {
        "tenth"
    };
    let tests = Call::cargo("test --no-fail-fast")
        .words(SEAMS)
        .env(SCALE, scale);
    steps.tests("Rust: tests", Runner::Cargo, &tests)?;
    report_checks::check(steps)?;
    format_checks::check(steps)?;
    if extent == Extent::Fast {
        return Ok(());
    }
    fuzz::check(steps, if extent == Extent::Full { 300 } else { 10 })?;
    steps.work("Browser: npm packages", || node::install("tests/e2e"))?;
    steps.run(
        "Browser: build of the page that speaks to the bridge",
        &Call::npm("ui", "run build:e2e"),
    )?;
    let browser = Call::npm("tests/e2e", "test")
        .env("PROVISO_CHROMIUM", "/usr/bin/chromium")
        .env("PROVISO_BRIDGE", binary("bridge").display().to_string())
        .env(SCALE, scale);
    steps.tests(
        "Browser: journeys and accessibility",
        Runner::Playwright,
        &browser,
    )?;
    let network = Network::choose();
    steps.tests(
        network.title(),
        Runner::Node,
        &network.hold(window_tests()?.env(SCALE, scale)),
    )
}

/// What network the tests of the real window are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Network {
    /// One of their own with loopback alone, made with the words given to `unshare`.
    Alone(&'static str),
    /// The machine's, where it lets nobody make another.
    Machine,
}

impl Network {
    fn choose() -> Self {
        let ways = ["--net", "--map-root-user --net"];
        let works = |way: &&str| Call::new("unshare").words(way).arg("true").succeeds();
        ways.into_iter()
            .find(works)
            .map_or(Self::Machine, Self::Alone)
    }

    fn title(self) -> &'static str {
        match self {
            Self::Alone(_) => "Real window: journeys, with loopback as the only network",
            Self::Machine => {
                "Real window: journeys, WITH THE MACHINE'S NETWORK (it lets nobody make another)"
            }
        }
    }

    fn hold(self, call: Call) -> Call {
        let Self::Alone(way) = self else {
            return call;
        };
        call.env("PROVISO_ALONE", "1").behind(
            "unshare",
            &[
                way.split_whitespace().collect(),
                vec!["sh", "-c", r#"ip link set lo up && exec "$@""#, "sh"],
            ]
            .concat(),
        )
    }
}

fn set_up(extent: Extent) -> Outcome {
    let all = [Purpose::Build, Purpose::Report, Purpose::Window];
    let wanted = if extent == Extent::Fast {
        &all[..2]
    } else {
        &all[..]
    };
    setup::ensure(wanted)?;
    setup::ensure_cargo_parts()?;
    node::check()
}

/// Returns the call that runs the tests of the real window on a screen of their own. The files are
/// named one by one, because what Node makes of a folder differs between its versions.
fn window_tests() -> Outcome<Call> {
    let folder = "tests/window";
    let place = repository().join(folder);
    let mut files = Vec::new();
    for entry in fs::read_dir(&place).map_err(Stop::file("list", &place))? {
        let entry = entry.map_err(Stop::file("list", &place))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(".test.mjs") {
            files.push(format!("{folder}/{name}"));
        }
    }
    if files.is_empty() {
        return Err(Stop::Unexpected(format!(
            "No file in {folder} ends with .test.mjs, so the real window would go untested."
        )));
    }
    files.sort();
    let call = Call::new("dbus-run-session")
        .words("-- xvfb-run --auto-servernum --server-args")
        .arg("-screen 0 1280x900x24")
        .words("node --test --test-reporter=spec --test-concurrency=1")
        .env("NO_AT_BRIDGE", "1")
        .env("PROVISO_BIN", binary("proviso").display().to_string());
    Ok(files.into_iter().fold(call, Call::arg))
}
