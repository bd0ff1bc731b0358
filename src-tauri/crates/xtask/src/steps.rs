//! Runs named steps one after the other, says how long each took, and stops at the first failure.

use std::io::{BufRead as _, BufReader, IsTerminal as _, Write as _};
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::call::Call;
use crate::counts::{Counts, Runner};
use crate::stop::{Outcome, Stop};

/// A run of steps: when it began, what was counted, what was left out.
#[derive(Debug)]
pub struct Steps {
    began: Instant,
    number: u32,
    counts: Counts,
    skipped: Vec<String>,
}

impl Default for Steps {
    fn default() -> Self {
        Self {
            began: Instant::now(),
            number: 0,
            counts: Counts::default(),
            skipped: Vec::new(),
        }
    }
}

impl Steps {
    /// Runs one command as a step.
    ///
    /// # Errors
    /// The command could not be started or failed; the reason has the line that repeats it.
    pub fn run(&mut self, name: &str, call: &Call) -> Outcome {
        self.work(name, || {
            println!("        {call}");
            let status = call
                .command()
                .status()
                .map_err(|cause| call.not_started(cause))?;
            if status.success() {
                return Ok(());
            }
            Err(call.failed(name, status))
        })
    }

    /// Runs one command that runs tests, lets its output through and counts them.
    ///
    /// # Errors
    /// As [`Steps::run`]; and when the command ends well without having run a test.
    pub fn tests(&mut self, name: &str, runner: Runner, call: &Call) -> Outcome {
        let mut counts = Counts::default();
        let done = self.work(name, || {
            println!("        {call}");
            counted(name, runner, call, &mut counts)
        });
        self.counts += counts;
        done
    }

    /// Does something that is no single command as a step.
    ///
    /// # Errors
    /// What the work returns.
    pub fn work(&mut self, name: &str, work: impl FnOnce() -> Outcome) -> Outcome {
        self.number += 1;
        println!("\n[{:>2}]    {name}", self.number);
        let began = Instant::now();
        work()?;
        println!("        done in {}", spoken(began.elapsed()));
        Ok(())
    }

    /// Notes a step that is left out, loudly now and again at the end.
    pub fn skip(&mut self, what: &str) {
        println!("\n        SKIPPED: {what}");
        self.skipped.push(what.to_owned());
    }

    /// Prints the end: what was left out, the time, and last the plain line with the counts. After a
    /// failure the line is printed only where it names a failed test, for else it would look like
    /// success.
    pub fn close(&self, outcome: &Outcome) {
        println!();
        for what in &self.skipped {
            println!("SKIPPED: {what}");
        }
        let time = spoken(self.began.elapsed());
        match outcome {
            Ok(()) => println!("All {} steps passed in {time}.", self.number),
            Err(_) => println!("Step {} stopped the run after {time}.", self.number),
        }
        if outcome.is_ok() || self.counts.failed > 0 {
            println!("{}", self.counts);
        }
    }
}

/// Runs the command, passes its output through line by line, and counts.
fn counted(name: &str, runner: Runner, call: &Call, counts: &mut Counts) -> Outcome {
    let mut command = call.command();
    if std::io::stdout().is_terminal() {
        // The runners see a pipe and would drop their colours.
        command
            .env("CARGO_TERM_COLOR", "always")
            .env("FORCE_COLOR", "1");
    }
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|cause| call.not_started(cause))?;
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).split(b'\n') {
            let Ok(line) = line else { break };
            let mut stdout = std::io::stdout().lock();
            // A reader that went away must not end the tests.
            let _closed = stdout
                .write_all(&line)
                .and_then(|()| stdout.write_all(b"\n"));
            let _closed = stdout.flush();
            *counts += runner.read(&String::from_utf8_lossy(&line));
        }
    }
    let status = child.wait().map_err(|cause| call.not_started(cause))?;
    if !status.success() {
        return Err(call.failed(name, status));
    }
    if counts.ran() == 0 {
        return Err(Stop::NoTests {
            step: name.to_owned(),
            repeat: call.to_string(),
        });
    }
    Ok(())
}

/// Says a duration as a person would: "0.4 s", "34 s", "2 min 5 s".
fn spoken(time: Duration) -> String {
    let seconds = time.as_secs();
    match (seconds / 60, seconds % 60) {
        (0, 0..10) => format!("{:.1} s", time.as_secs_f64()),
        (0, seconds) => format!("{seconds} s"),
        (minutes, seconds) => format!("{minutes} min {seconds} s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_reads_as_a_person_says_it() {
        assert_eq!(
            spoken(Duration::from_millis(412)),
            "0.4 s",
            "short ones with a tenth"
        );
        assert_eq!(
            spoken(Duration::from_secs(125)),
            "2 min 5 s",
            "long ones in minutes"
        );
    }

    #[test]
    fn tests_that_ran_are_counted_and_none_at_all_is_no_pass() {
        let mut steps = Steps::default();
        let version = Call::cargo("--version");
        let stop = steps.tests("nothing", Runner::Cargo, &version);
        assert!(
            matches!(stop, Err(Stop::NoTests { .. })),
            "a command that ends well without a test is an error"
        );
        assert_eq!(steps.counts, Counts::default(), "and counts nothing");
    }
}
