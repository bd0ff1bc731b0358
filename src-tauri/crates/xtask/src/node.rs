//! Node and the npm packages: Node is the reader's to install, the packages are installed here,
//! and only when the lock file is not the one that they were installed from.

use std::fs;
use std::path::Path;

use crate::call::{Call, on_path};
use crate::repository;
use crate::stop::{Outcome, Stop};

/// The oldest Node that the window's tools run on.
const OLDEST: u32 = 20;

/// A copy of the lock file beside the installed packages. npm removes it with the folder.
const STAMP: &str = "node_modules/.installed-package-lock.json";

/// Checks that Node and npm are there and new enough.
///
/// # Errors
/// One of them is absent, or Node is too old.
pub fn check() -> Outcome {
    if !on_path("node") && !cfg!(windows) {
        return Err(Stop::Tool(format!(
            "Node is not there. Install Node {OLDEST} or newer with npm; Debian 12's own nodejs \
             package is older than that."
        )));
    }
    let version = Call::new("node").arg("--version").output()?;
    match major(&version) {
        Some(major) if major >= OLDEST => {}
        _ => {
            return Err(Stop::Tool(format!(
                "Node is {}, and {OLDEST} or newer is needed.",
                version.trim()
            )));
        }
    }
    if !Call::npm("", "--version").succeeds() {
        return Err(Stop::Tool(
            "Node is there, but npm is not. Install npm, which comes with Node's own packages."
                .to_owned(),
        ));
    }
    Ok(())
}

/// Reads "20" from "v20.20.2".
fn major(version: &str) -> Option<u32> {
    version
        .trim()
        .strip_prefix('v')?
        .split('.')
        .next()?
        .parse()
        .ok()
}

/// Installs the packages of `folder` (relative to the repository) as its lock file says, unless
/// they already are.
///
/// # Errors
/// There is no lock file, npm said no, or the stamp could not be written.
pub fn install(folder: &str) -> Outcome {
    let place = repository().join(folder);
    let lock_path = place.join("package-lock.json");
    let lock = fs::read(&lock_path).map_err(Stop::file("read", &lock_path))?;
    if is_installed(&place, &lock) {
        println!("        {folder}: the packages of package-lock.json are installed");
        return Ok(());
    }
    Call::npm(folder, "ci --no-audit --no-fund")
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
        .run()?;
    let stamp = place.join(STAMP);
    fs::create_dir_all(place.join("node_modules"))
        .and_then(|()| fs::write(&stamp, &lock))
        .map_err(Stop::file("write", &stamp))
}

fn is_installed(place: &Path, lock: &[u8]) -> bool {
    fs::read(place.join(STAMP)).is_ok_and(|stamp| stamp == lock)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_judged_by_its_first_number() {
        assert_eq!(major("v20.20.2\n"), Some(20), "as Node prints it");
        assert_eq!(major("20"), None, "anything else is no version of Node");
    }
}
