//! The fonts and other files in `assets/` that are other people's work. Each stands in a folder
//! with its licence text: "Inter-OFL.txt" is that of all files whose names begin with "Inter",
//! "OFL.txt" and "LICENSE.txt" are those of the rest of the folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::notices::{Component, files};
use crate::repository;
use crate::stop::{Outcome, Stop};

/// Endings of files that are always other people's work.
const FOREIGN: [&str; 6] = ["ttf", "otf", "woff", "woff2", "icc", "icm"];

/// What a licence text is called, behind the name of the family where it has one.
const LICENCES: [&str; 4] = ["ofl", "license", "licence", "copying"];

/// Returns one entry for each licence text in `assets/` that such files stand under, sorted.
///
/// # Errors
/// A file has no licence text beside it, or a folder could not be read.
pub fn components() -> Outcome<Vec<Component>> {
    let mut components = Vec::new();
    collect(&repository().join("assets"), &mut components)?;
    components.sort();
    Ok(components)
}

fn collect(folder: &Path, components: &mut Vec<Component>) -> Outcome {
    let (folders, plain): (Vec<PathBuf>, Vec<PathBuf>) = files::entries(folder)?
        .into_iter()
        .partition(|path| path.is_dir());
    let mut groups: BTreeMap<&Path, Vec<String>> = BTreeMap::new();
    for path in plain.iter().filter(|path| is_foreign(path)) {
        let licence = licence_of(path, &plain).ok_or_else(|| {
            Stop::Unexpected(format!(
                "{} has no licence text beside it (OFL.txt or LICENSE.txt).",
                path.display()
            ))
        })?;
        groups.entry(licence).or_default().push(name(path));
    }
    for (licence, names) in groups {
        components.push(component(names, files::read(licence)?));
    }
    folders
        .iter()
        .try_for_each(|inner| collect(inner, components))
}

fn component(names: Vec<String>, text: String) -> Component {
    let is_ofl = text.to_uppercase().contains("SIL OPEN FONT LICENSE");
    let licence = if is_ofl { "OFL-1.1" } else { "see its text" };
    Component {
        name: names.join(", "),
        version: None,
        licence: licence.to_owned(),
        authors: Vec::new(),
        source: None,
        texts: vec![text],
        is_standard_text: false,
    }
}

/// Returns the licence text whose family is the longest beginning of the file's name.
fn licence_of<'a>(file: &Path, beside: &'a [PathBuf]) -> Option<&'a Path> {
    let file = name(file).to_lowercase();
    beside
        .iter()
        .filter_map(|path| Some((family(&name(path))?, path.as_path())))
        .filter(|(family, _)| file.starts_with(family.as_str()))
        .max_by_key(|(family, _)| family.len())
        .map(|(_, path)| path)
}

/// Returns "inter" for "Inter-OFL.txt", "" for "OFL.txt", and `None` for what is no licence text.
fn family(name: &str) -> Option<String> {
    let name = name.to_lowercase();
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name.as_str(), "txt"));
    if !["txt", "md"].contains(&ending) {
        return None;
    }
    let end = LICENCES.iter().find_map(|licence| stem.find(licence))?;
    Some(stem[..end].trim_end_matches(['-', '_']).to_owned())
}

fn is_foreign(path: &Path) -> bool {
    let ending = path
        .extension()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase();
    FOREIGN.contains(&ending.as_str())
}

fn name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_font_stands_under_the_licence_of_its_family() {
        let beside = [
            "Inter-OFL.txt",
            "InterTight-OFL.txt",
            "LICENSE",
            "README.md",
        ]
        .map(PathBuf::from);
        let found = |file: &str| licence_of(Path::new(file), &beside).map(name);
        let expected = |name: &str| Some(name.to_owned());
        assert_eq!(
            found("Inter_400.ttf"),
            expected("Inter-OFL.txt"),
            "its own family"
        );
        assert_eq!(
            found("InterTight.ttf"),
            expected("InterTight-OFL.txt"),
            "the longer name"
        );
        assert_eq!(
            found("srgb.icc"),
            expected("LICENSE"),
            "the folder's text for the rest"
        );
        assert_eq!(
            licence_of(Path::new("a.ttf"), &beside[..1]),
            None,
            "none at all is noticed"
        );
    }
}
