//! Finds the licence texts that a package carries.

use std::fs;
use std::path::{Path, PathBuf};

use crate::stop::{Outcome, Stop};

/// How a file with a licence text begins, in lower case.
const BEGINNINGS: [&str; 6] = [
    "license",
    "licence",
    "copying",
    "copyright",
    "notice",
    "unlicense",
];

/// Endings of files that begin so and are no text of a licence.
const OTHER_ENDINGS: [&str; 8] = ["rs", "c", "h", "js", "ts", "json", "spdx", "html"];

/// Folders whose contents are not in the program: not compiled, or only where a feature asks for
/// the package's own copy of a system library.
const OTHER_FOLDERS: [&str; 10] = [
    "benches",
    "docs",
    "examples",
    "fuzz",
    "node_modules",
    "target",
    "test",
    "testdata",
    "tests",
    "vendor",
];

/// Returns the licence texts of a package in the order of their paths; `named` is the one that its
/// manifest points to.
///
/// # Errors
/// A folder or file could not be read.
pub fn licence_texts(package: &Path, named: Option<&str>) -> Outcome<Vec<String>> {
    let mut found = Vec::new();
    collect(package, &mut found)?;
    if let Some(named) = named.map(|name| package.join(name))
        && named.is_file()
        && !found.contains(&named)
    {
        found.push(named);
    }
    found.sort();
    found.iter().map(|path| read(path)).collect()
}

/// Returns a text file's content; bytes that are not UTF-8 are taken as Latin-1, as old licence
/// files have them in names.
pub fn read(path: &Path) -> Outcome<String> {
    let bytes = fs::read(path).map_err(Stop::file("read", path))?;
    Ok(String::from_utf8(bytes).unwrap_or_else(|bad| {
        bad.as_bytes()
            .iter()
            .map(|byte| char::from(*byte))
            .collect()
    }))
}

/// Returns the entries of a folder, sorted, without what cargo or npm put there.
pub fn entries(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).map_err(Stop::file("list", folder))? {
        all.push(entry.map_err(Stop::file("list", folder))?.path());
    }
    all.sort();
    Ok(all)
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) -> Outcome {
    for path in entries(folder)? {
        let name = lower_name(&path);
        if path.is_dir() {
            if !name.starts_with('.') && !OTHER_FOLDERS.contains(&name.as_str()) {
                collect(&path, found)?;
            }
        } else if is_licence(&name) {
            found.push(path);
        }
    }
    Ok(())
}

fn is_licence(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    BEGINNINGS
        .iter()
        .any(|beginning| name.starts_with(beginning))
        && !OTHER_ENDINGS.contains(&ending)
}

fn lower_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn licences_are_told_from_sources_by_name() {
        for name in [
            "license-mit",
            "licence.txt",
            "copying",
            "unlicense",
            "license.bsd-3-clause",
        ] {
            assert!(is_licence(name), "{name} is a licence text");
        }
        for name in ["copying.rs", "license.spdx", "readme.md", "licensing.json"] {
            assert!(!is_licence(name), "{name} is none");
        }
    }
}
