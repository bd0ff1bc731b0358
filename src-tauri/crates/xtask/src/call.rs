//! A command line as a value: it can be run, captured, and printed so that a reader can repeat it.

use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::repository;
use crate::stop::{Outcome, Stop};

/// One program with its arguments, folder and environment.
#[derive(Debug, Clone)]
pub struct Call {
    program: String,
    args: Vec<String>,
    folder: PathBuf,
    env: Vec<(String, String)>,
}

impl Call {
    /// Returns a call of `program` in the repository's top folder.
    pub fn new(program: &str) -> Self {
        Self {
            program: program.to_owned(),
            args: Vec::new(),
            folder: repository(),
            env: Vec::new(),
        }
    }

    /// Returns a call of the cargo that started this program.
    pub fn cargo(args: &str) -> Self {
        Self::new("cargo").words(args)
    }

    /// Returns a call of npm in `folder`, relative to the repository.
    pub fn npm(folder: &str, args: &str) -> Self {
        Self::new("npm").words(args).within(folder)
    }

    /// Adds arguments, split at white space.
    pub fn words(mut self, args: &str) -> Self {
        self.args.extend(args.split_whitespace().map(str::to_owned));
        self
    }

    /// Adds one argument as it is.
    pub fn arg(mut self, arg: impl Into<String>) -> Self {
        self.args.push(arg.into());
        self
    }

    /// Adds one path as an argument.
    pub fn path(self, path: &Path) -> Self {
        self.arg(path.display().to_string())
    }

    /// Puts another program before it, which starts it: `program` with `args`, then this call's own.
    pub fn behind(mut self, program: &str, args: &[&str]) -> Self {
        let own = std::mem::replace(&mut self.program, program.to_owned());
        let before = args.iter().map(|&arg| arg.to_owned());
        self.args = before.chain([own]).chain(self.args).collect();
        self
    }

    /// Sets the folder, relative to the repository.
    pub fn within(mut self, folder: &str) -> Self {
        self.folder = repository().join(folder);
        self
    }

    /// Sets one variable of the environment.
    pub fn env(mut self, name: &str, value: impl Into<String>) -> Self {
        self.env.push((name.to_owned(), value.into()));
        self
    }

    /// Returns the standard library's form, without what cargo has set for this program alone
    /// (a build script that watches those variables would run again for nothing).
    pub fn command(&self) -> Command {
        let mut command = Command::new(self.found());
        command.args(&self.args).current_dir(&self.folder);
        for (name, _) in std::env::vars_os() {
            let text = name.to_string_lossy();
            if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
                command.env_remove(&name);
            }
        }
        command.envs(self.env.iter().map(|(n, v)| (n, v)));
        command
    }

    /// Runs it with this program's own input and output, and waits.
    ///
    /// # Errors
    /// It could not be started, or ended with another code than 0.
    pub fn run(&self) -> Outcome {
        let status = self
            .command()
            .status()
            .map_err(|cause| self.not_started(cause))?;
        if status.success() {
            return Ok(());
        }
        Err(self.failed(&self.program, status))
    }

    /// Runs it and returns what it printed; its errors go through to the reader.
    ///
    /// # Errors
    /// It could not be started, ended with another code than 0, or printed something not UTF-8.
    pub fn output(&self) -> Outcome<String> {
        let done = self
            .command()
            .stdin(Stdio::null())
            .stderr(Stdio::inherit())
            .output()
            .map_err(|cause| self.not_started(cause))?;
        if !done.status.success() {
            return Err(self.failed(&self.program, done.status));
        }
        String::from_utf8(done.stdout)
            .map_err(|_| Stop::Unexpected(format!("`{self}` printed something that is not UTF-8.")))
    }

    /// Returns whether it starts and ends with code 0; prints nothing.
    pub fn succeeds(&self) -> bool {
        self.command()
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    }

    /// Returns the reason for a program that could not be started.
    pub fn not_started(&self, cause: std::io::Error) -> Stop {
        Stop::NotStarted {
            command: self.to_string(),
            cause,
        }
    }

    /// Returns the reason for a program that ended with another code than 0.
    pub fn failed(&self, what: &str, status: std::process::ExitStatus) -> Stop {
        Stop::Failed {
            what: what.to_owned(),
            status,
            repeat: self.to_string(),
        }
    }

    /// The program to start: cargo is the one that runs this, npm is a script on Windows.
    fn found(&self) -> OsString {
        match self.program.as_str() {
            "cargo" => std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()),
            "npm" if cfg!(windows) => "npm.cmd".into(),
            other => other.into(),
        }
    }
}

/// As a shell would take it from the repository's top folder.
impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let top = repository();
        let relative = |path: &Path| path.strip_prefix(&top).unwrap_or(path).to_path_buf();
        if self.folder != top {
            write!(
                f,
                "cd {} && ",
                quoted(&relative(&self.folder).display().to_string())
            )?;
        }
        for (name, value) in &self.env {
            write!(f, "{name}={} ", quoted(value))?;
        }
        f.write_str(&quoted(&self.program))?;
        for arg in &self.args {
            write!(f, " {}", quoted(arg))?;
        }
        Ok(())
    }
}

/// Puts single quotes around what a shell would split or expand.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=:,@+%".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

/// Returns whether a program of this name stands in one of the folders of `PATH`.
pub fn on_path(program: &str) -> bool {
    std::env::var_os("PATH").is_some_and(|path| {
        std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_can_be_started_by_another_program() {
        let call = Call::new("node").arg("--test").env("A", "1");
        assert_eq!(
            call.behind("unshare", &["--net"]).to_string(),
            "A=1 unshare --net node --test",
            "its own words follow"
        );
    }

    #[test]
    fn a_call_prints_as_a_line_that_repeats_it() {
        let call = Call::npm("ui", "test").env("NAME", "two words").arg("it's");
        assert_eq!(
            call.to_string(),
            r"cd ui && NAME='two words' npm test 'it'\''s'",
            "folder, environment and quotes are what a shell needs"
        );
    }

    #[test]
    fn a_program_is_looked_for_in_path() {
        assert!(
            !on_path("proviso-no-such-program"),
            "nothing of this name exists"
        );
    }
}
