//! Why a command of `cargo xtask` stopped: each reason says what, where and what to do.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitStatus;

/// The result of everything here that can stop a command.
pub type Outcome<T = ()> = Result<T, Stop>;

/// The one reason a command stopped for.
#[derive(Debug)]
pub enum Stop {
    /// The command line could not be understood.
    Usage(String),
    /// Tools or libraries are not there, and this program cannot install them here.
    Missing {
        /// Debian's names of the packages.
        packages: Vec<&'static str>,
        /// Why they were not installed.
        because: &'static str,
    },
    /// A tool that the reader has to install is absent or too old.
    Tool(String),
    /// A program could not be started at all.
    NotStarted {
        /// The command line.
        command: String,
        /// What the system said.
        cause: io::Error,
    },
    /// A program ran and said no.
    Failed {
        /// The step or program.
        what: String,
        /// How it ended.
        status: ExitStatus,
        /// The command line that repeats it.
        repeat: String,
    },
    /// A step that must run tests ended well without running one.
    NoTests {
        /// The step.
        step: String,
        /// The command line that repeats it.
        repeat: String,
    },
    /// A file or folder could not be read or written.
    File {
        /// The verb: "read", "write", "create", "list", "remove".
        action: &'static str,
        /// Which one.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// Something was read and is not what it has to be.
    Unexpected(String),
}

impl Stop {
    /// Returns a closure for `map_err` that names the file and what was tried on it.
    pub fn file(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_path_buf();
        move |cause| Self::File {
            action,
            path,
            cause,
        }
    }

    /// Returns the exit code that goes with the reason: 2 for a wrong command line, else 1.
    pub fn code(&self) -> u8 {
        match self {
            Self::Usage(_) => 2,
            _ => 1,
        }
    }
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(why) => write!(f, "{why}\n\n{}", crate::USAGE),
            Self::Missing { packages, because } => write!(
                f,
                "These packages are missing (by their Debian names):\n\n  {}\n\n{because} \
                 Install them, then give the same command again.",
                packages.join(" ")
            ),
            Self::Tool(what) | Self::Unexpected(what) => f.write_str(what),
            Self::NotStarted { command, cause } => {
                write!(f, "This could not be started: {cause}\n\n  {command}")
            }
            Self::Failed {
                what,
                status,
                repeat,
            } => write!(f, "{what} failed ({status}). To repeat it:\n\n  {repeat}"),
            Self::NoTests { step, repeat } => write!(
                f,
                "{step} ended well but ran no test, which is no pass. To look at it:\n\n  {repeat}"
            ),
            Self::File {
                action,
                path,
                cause,
            } => write!(f, "Could not {action} {}: {cause}", path.display()),
        }
    }
}

impl std::error::Error for Stop {}
