//! What a machine needs beside git, cargo and Node, how each thing is recognized, and how it is
//! installed: by Debian's packages where that is possible, else by naming them and stopping.

use std::path::Path;

use crate::call::{Call, on_path};
use crate::stop::{Outcome, Stop};
use crate::{format_checks, report_checks};

/// What is about to be done, which decides what has to be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Compile the program and open its window.
    Build,
    /// Check reports: the tools that look into a PDF.
    Report,
    /// Drive a browser and the real window without a display.
    Window,
}

/// How one thing is recognized as present.
#[derive(Debug, Clone, Copy)]
enum Sign {
    /// Each of these programs stands in `PATH`.
    Programs(&'static [&'static str]),
    /// pkg-config knows this library's headers.
    Library(&'static str),
    /// This file is there: what brings neither a program nor headers.
    File(&'static str),
    /// Python has this module.
    PythonModule(&'static str),
}

/// One Debian package, the sign that what it brings is there, and what it is for.
struct Need {
    package: &'static str,
    sign: Sign,
    purpose: Purpose,
}

const fn need(package: &'static str, sign: Sign, purpose: Purpose) -> Need {
    Need {
        package,
        sign,
        purpose,
    }
}

/// Everything on Linux. pkg-config stands first: without it no library is recognized.
const LINUX: &[Need] = &[
    need(
        "pkg-config",
        Sign::Programs(&["pkg-config"]),
        Purpose::Build,
    ),
    need(
        "build-essential",
        Sign::Programs(&["cc", "c++", "make"]),
        Purpose::Build,
    ),
    need(
        "libwebkit2gtk-4.1-dev",
        Sign::Library("webkit2gtk-4.1"),
        Purpose::Build,
    ),
    need("libgtk-3-dev", Sign::Library("gtk+-3.0"), Purpose::Build),
    need("librsvg2-dev", Sign::Library("librsvg-2.0"), Purpose::Build),
    need("libssl-dev", Sign::Library("libcrypto"), Purpose::Build),
    need("file", Sign::Programs(&["file"]), Purpose::Report),
    need("qpdf", Sign::Programs(&["qpdf"]), Purpose::Report),
    need(
        "poppler-utils",
        Sign::Programs(&["pdffonts", "pdfinfo", "pdftotext", "pdftoppm"]),
        Purpose::Report,
    ),
    // Its module says whether a virtual environment can be made, which Debian parts from Python itself.
    need(
        "python3-venv",
        Sign::PythonModule("ensurepip"),
        Purpose::Report,
    ),
    need(
        "libreoffice-writer-nogui",
        Sign::File("/usr/lib/libreoffice/program/libswlo.so"),
        Purpose::Report,
    ),
    need(
        "libreoffice-calc-nogui",
        Sign::File("/usr/lib/libreoffice/program/libsclo.so"),
        Purpose::Report,
    ),
    need(
        "xvfb",
        Sign::Programs(&["Xvfb", "xvfb-run"]),
        Purpose::Window,
    ),
    need("xauth", Sign::Programs(&["xauth"]), Purpose::Window),
    need(
        "dbus",
        Sign::Programs(&["dbus-run-session", "dbus-daemon"]),
        Purpose::Window,
    ),
    need(
        "webkit2gtk-driver",
        Sign::Programs(&["WebKitWebDriver"]),
        Purpose::Window,
    ),
    need("chromium", Sign::Programs(&["chromium"]), Purpose::Window),
    // What shows that the program speaks to no network.
    need("strace", Sign::Programs(&["strace"]), Purpose::Window),
    need("iproute2", Sign::Programs(&["ip"]), Purpose::Window),
    // A person's hand: keys and a pointer that the program cannot tell from real ones.
    need("xdotool", Sign::Programs(&["xdotool"]), Purpose::Window),
];

/// Needed for [`Purpose::Report`] where a validator of PDF or of Word and Excel files was found: Java programs.
const JAVA: Need = need(
    "default-jre-headless",
    Sign::Programs(&["java"]),
    Purpose::Report,
);

/// Everything on macOS and Windows, where the window's libraries come with the system and the
/// window tests cannot run.
const ELSEWHERE: &[Need] = &[
    need("qpdf", Sign::Programs(&["qpdf"]), Purpose::Report),
    need(
        "poppler-utils",
        Sign::Programs(&["pdffonts"]),
        Purpose::Report,
    ),
    need("xvfb", Sign::Programs(&["xvfb-run"]), Purpose::Window),
    need(
        "webkit2gtk-driver",
        Sign::Programs(&["WebKitWebDriver"]),
        Purpose::Window,
    ),
    need("chromium", Sign::Programs(&["chromium"]), Purpose::Window),
];

impl Sign {
    fn is_there(self) -> bool {
        match self {
            Self::Programs(names) => names.iter().all(|name| on_path(name)),
            Self::File(path) => Path::new(path).is_file(),
            Self::Library(name) => Call::new("pkg-config").arg("--exists").arg(name).succeeds(),
            Self::PythonModule(name) => Call::new("python3")
                .arg("-c")
                .arg(format!("import {name}").as_str())
                .succeeds(),
        }
    }
}

/// Installs what these purposes need and the machine does not have.
///
/// # Errors
/// Something is missing and cannot be installed from here, or apt-get said no.
pub fn ensure(purposes: &[Purpose]) -> Outcome {
    let missing = missing(purposes);
    if missing.is_empty() {
        println!("        nothing to install: every tool and library is there");
        return Ok(());
    }
    println!("        missing: {}", missing.join(" "));
    let Some(prefix) = rights(&missing)? else {
        return Err(Stop::Missing {
            packages: missing,
            because: "They can be installed here by root alone, and sudo does not work without a \
                      password.",
        });
    };
    apt_get(prefix, &["update", "--quiet"]).run()?;
    let mut install = vec!["install", "--quiet", "--yes", "--no-install-recommends"];
    install.extend(&missing);
    apt_get(prefix, &install).run()?;
    verify(purposes)
}

/// Says which packages are still not recognized after they were installed.
fn verify(purposes: &[Purpose]) -> Outcome {
    let packages = missing(purposes);
    if packages.is_empty() {
        return Ok(());
    }
    Err(Stop::Missing {
        packages,
        because: "They were installed just now, but what they bring was not found afterwards: is \
                  PATH or PKG_CONFIG_PATH set to something unusual?",
    })
}

/// Returns the Debian names of what is not there.
fn missing(purposes: &[Purpose]) -> Vec<&'static str> {
    let all = if cfg!(target_os = "linux") {
        LINUX
    } else {
        ELSEWHERE
    };
    let in_java = report_checks::validator().or_else(format_checks::checker);
    let java = in_java.is_some().then_some(&JAVA);
    all.iter()
        .chain(java)
        .filter(|need| purposes.contains(&need.purpose))
        .filter(|need| !need.sign.is_there())
        .map(|need| need.package)
        .collect()
}

/// Returns what to put before apt-get: nothing for root, sudo where it asks for no password, and
/// `None` where neither is so.
fn rights(missing: &[&'static str]) -> Outcome<Option<&'static [&'static str]>> {
    if !on_path("apt-get") {
        return Err(Stop::Missing {
            packages: missing.to_vec(),
            because: "This system has no apt-get, so nothing was installed: use the packages of \
                      your system that bring the same.",
        });
    }
    let is_root = Call::new("id").arg("-u").output()?.trim() == "0";
    if is_root {
        return Ok(Some(&[]));
    }
    let sudo_works =
        on_path("sudo") && Call::new("sudo").words("--non-interactive true").succeeds();
    Ok(sudo_works.then_some(&["sudo", "--non-interactive"]))
}

/// A mirror that does not answer is asked again, and another program that installs is waited for.
const PATIENCE: &[&str] = &["-oAcquire::Retries=5", "-oDPkg::Lock::Timeout=300"];

/// Returns a call of apt-get that asks nothing; `env` carries the setting through sudo.
fn apt_get(prefix: &[&str], args: &[&str]) -> Call {
    let mut words = prefix
        .iter()
        .chain(&["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"])
        .chain(PATIENCE);
    let program = words.next().copied().unwrap_or("apt-get");
    words
        .chain(args)
        .fold(Call::new(program), |call, word| call.arg(*word))
}

/// Makes sure that cargo has the parts that check format and style.
///
/// # Errors
/// A part is missing and rustup could not add it.
pub fn ensure_cargo_parts() -> Outcome {
    let missing: Vec<&str> = [("fmt", "rustfmt"), ("clippy", "clippy")]
        .into_iter()
        .filter(|(command, _)| !Call::cargo(command).arg("--version").succeeds())
        .map(|(_, part)| part)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    if !on_path("rustup") {
        return Err(Stop::Tool(format!(
            "cargo lacks {}, and there is no rustup that could add them. Install Rust with \
             rustup, or add these parts the way Rust was installed.",
            missing.join(" and ")
        )));
    }
    let add = Call::new("rustup").words("component add");
    missing.iter().fold(add, |call, part| call.arg(*part)).run()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn apt_get_asks_nothing_with_and_without_sudo() {
        let as_root = apt_get(&[], &["update"]).to_string();
        assert_eq!(
            as_root,
            "env DEBIAN_FRONTEND=noninteractive apt-get -oAcquire::Retries=5 -oDPkg::Lock::Timeout=300 update",
            "root needs no sudo"
        );
        let with_sudo = apt_get(&["sudo", "--non-interactive"], &["update"]).to_string();
        assert_eq!(
            with_sudo,
            "sudo --non-interactive env DEBIAN_FRONTEND=noninteractive apt-get -oAcquire::Retries=5 \
             -oDPkg::Lock::Timeout=300 update",
            "sudo drops the environment, so env sets it again behind it"
        );
    }

    #[test]
    fn a_fast_test_run_asks_for_no_browser() {
        let fast = [Purpose::Build, Purpose::Report];
        let asked: Vec<_> = LINUX
            .iter()
            .filter(|need| fast.contains(&need.purpose))
            .collect();
        assert!(
            asked
                .iter()
                .all(|need| !["chromium", "xvfb"].contains(&need.package)),
            "what neither opens a browser nor a window installs neither"
        );
    }
}
