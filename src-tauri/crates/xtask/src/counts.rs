//! Counts tests by the closing lines of the runners, so that the last line of `cargo xtask test`
//! states what ran and nothing else.

use std::fmt;
use std::ops::AddAssign;

/// Whose closing lines are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Runner {
    /// `test result: ok. 3 passed; 0 failed; 1 ignored; …`, once per test binary.
    Cargo,
    /// `Tests  1 failed | 11 passed | 2 skipped (14)`.
    Vitest,
    /// `12 passed (3.4s)`, `1 failed`, `1 flaky`, `2 skipped`, each on its own line.
    Playwright,
    /// `ℹ pass 3`, `ℹ fail 0`, `ℹ cancelled 0`, `ℹ skipped 0`.
    Node,
}

/// How many tests passed, failed, or were skipped.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Ran and passed.
    pub passed: u64,
    /// Ran and failed, or was cut off.
    pub failed: u64,
    /// Was not run on purpose.
    pub skipped: u64,
}

impl Counts {
    /// Returns how many tests ran.
    pub fn ran(self) -> u64 {
        self.passed + self.failed
    }

    /// Adds one word with its number: "passed", "failed", "ignored" and their like.
    fn add(&mut self, word: &str, number: u64) {
        match word {
            "passed" | "pass" => self.passed += number,
            "failed" | "fail" | "cancelled" | "interrupted" | "flaky" => self.failed += number,
            "skipped" | "ignored" | "todo" | "did not run" => self.skipped += number,
            _ => {}
        }
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

/// The plain closing line: "3 passed, 0 failed", with the skipped ones where there are any.
impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 {
            write!(f, ", {} skipped", self.skipped)?;
        }
        Ok(())
    }
}

impl Runner {
    /// Returns what one line of the runner's output adds to the count; most lines add nothing.
    pub fn read(self, line: &str) -> Counts {
        let line = without_colour(line);
        let line = line.trim();
        let mut counts = Counts::default();
        match self {
            Self::Cargo => {
                if let Some((_, rest)) = line.split_once("test result: ")
                    && let Some((_, numbers)) = rest.split_once(". ")
                {
                    add_pairs(&mut counts, numbers.split(';'));
                }
            }
            Self::Vitest => {
                if let Some(rest) = line.strip_prefix("Tests ") {
                    let numbers = rest.split('(').next().unwrap_or(rest);
                    add_pairs(&mut counts, numbers.split('|'));
                }
            }
            Self::Playwright => {
                let without_time = line.split(" (").next().unwrap_or(line);
                add_pairs(&mut counts, std::iter::once(without_time));
            }
            Self::Node => {
                let pair = line
                    .strip_prefix("ℹ ")
                    .or_else(|| line.strip_prefix("# "))
                    .and_then(|rest| rest.split_once(' '));
                if let Some((word, number)) = pair
                    && let Ok(number) = number.trim().parse()
                {
                    counts.add(word, number);
                }
            }
        }
        counts
    }
}

/// Adds each part that reads "number word" and nothing more.
fn add_pairs<'a>(counts: &mut Counts, parts: impl Iterator<Item = &'a str>) {
    for part in parts {
        if let Some((number, word)) = part.trim().split_once(' ')
            && let Ok(number) = number.parse()
        {
            counts.add(word.trim(), number);
        }
    }
}

/// Drops the escape sequences that colour a terminal's text.
fn without_colour(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        if letter == '\u{1b}' {
            for inner in letters.by_ref() {
                if inner.is_ascii_alphabetic() {
                    break;
                }
            }
        } else {
            plain.push(letter);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(runner: Runner, output: &str) -> Counts {
        let mut counts = Counts::default();
        for line in output.lines() {
            counts += runner.read(line);
        }
        counts
    }

    #[test]
    fn cargo_is_counted_over_all_binaries() {
        let output = "running 2 tests\ntest a ... ok\n\
            test result: ok. 2 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s\n\
            test result: FAILED. 1 passed; 3 failed; 0 ignored; 0 measured; 5 filtered out; finished in 1.00s\n";
        let expected = Counts {
            passed: 3,
            failed: 3,
            skipped: 1,
        };
        assert_eq!(
            counted(Runner::Cargo, output),
            expected,
            "the closing lines of two binaries add up, filtered tests do not count"
        );
    }

    #[test]
    fn vitest_is_counted_by_tests_and_not_by_files() {
        let output = " Test Files  2 passed (2)\n\
            \u{1b}[2m      Tests \u{1b}[22m \u{1b}[31m1 failed\u{1b}[39m | \u{1b}[32m11 passed\u{1b}[39m | 2 skipped (14)\n";
        let expected = Counts {
            passed: 11,
            failed: 1,
            skipped: 2,
        };
        assert_eq!(
            counted(Runner::Vitest, output),
            expected,
            "colours are dropped"
        );
    }

    #[test]
    fn playwright_counts_a_flaky_test_as_failed() {
        let output = "Running 15 tests using 1 worker\n  1 failed\n    [x] a.spec.ts:3:1 › 2 passed\n  \
            1 flaky\n  2 skipped\n  11 passed (3.4s)\n";
        let expected = Counts {
            passed: 11,
            failed: 2,
            skipped: 2,
        };
        assert_eq!(
            counted(Runner::Playwright, output),
            expected,
            "a test that passes at the second try did not pass"
        );
    }

    #[test]
    fn node_counts_a_cancelled_test_as_failed() {
        let output =
            "ℹ tests 6\nℹ suites 0\nℹ pass 3\nℹ fail 1\nℹ cancelled 1\nℹ skipped 1\nℹ todo 0\n";
        let expected = Counts {
            passed: 3,
            failed: 2,
            skipped: 1,
        };
        assert_eq!(
            counted(Runner::Node, output),
            expected,
            "cut off is not passed"
        );
    }

    #[test]
    fn the_closing_line_is_the_plain_one() {
        let counts = Counts {
            passed: 4,
            failed: 0,
            skipped: 0,
        };
        assert_eq!(
            counts.to_string(),
            "4 passed, 0 failed",
            "no third number without need"
        );
    }
}
