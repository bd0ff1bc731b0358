//! The npm packages that the window's script is made from: what `ui/package.json` depends on, and
//! Svelte, whose runtime is compiled in, with everything that these depend on.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use crate::notices::{Component, crates::standard_texts, files, without_mail};
use crate::repository;
use crate::stop::{Outcome, Stop};

/// Development packages whose code ends in the script all the same.
const COMPILED_IN: [&str; 1] = ["svelte"];

/// Returns the packages with name, version and licence by the lock file, keyed by their folder
/// below `ui/`.
///
/// # Errors
/// The lock file could not be read or is of an unknown form.
pub fn in_the_window() -> Outcome<BTreeMap<String, (String, String, String)>> {
    let path = repository().join("ui/package-lock.json");
    let lock = json(&path)?;
    let all = &lock["packages"];
    let top = &all[""];
    let mut wanted: Vec<String> = names(&top["dependencies"])
        .chain(
            COMPILED_IN
                .iter()
                .copied()
                .filter(|name| !top["devDependencies"][name].is_null()),
        )
        .map(|name| format!("node_modules/{name}"))
        .collect();
    let mut found = BTreeMap::new();
    while let Some(folder) = wanted.pop() {
        let entry = &all[&folder];
        let (Some(version), Some(licence)) = (entry["version"].as_str(), entry["license"].as_str())
        else {
            return Err(Stop::Unexpected(format!(
                "{} has no version or no licence for {folder}.",
                path.display()
            )));
        };
        let name = folder.rsplit("node_modules/").next().unwrap_or(&folder);
        let facts = (name.to_owned(), version.to_owned(), licence.to_owned());
        if found.insert(folder.clone(), facts).is_none() {
            wanted.extend(
                names(&entry["dependencies"]).filter_map(|name| resolve(all, &folder, name)),
            );
        }
    }
    Ok(found)
}

/// Returns each package with its licence texts, sorted by name and version.
///
/// # Errors
/// As [`in_the_window`]; or a package is not installed, or has no licence text.
pub fn components() -> Outcome<Vec<Component>> {
    let mut components = Vec::new();
    for (folder, (name, version, licence)) in in_the_window()? {
        let place = repository().join("ui").join(&folder);
        if !place.is_dir() {
            return Err(Stop::Unexpected(format!(
                "{} is not there, and its licence text is needed. Install the packages first:\n\n  \
                 cd ui && npm ci",
                place.display()
            )));
        }
        let manifest = json(&place.join("package.json"))?;
        let carried = files::licence_texts(&place, None)?;
        let is_standard_text = carried.is_empty();
        let texts = if is_standard_text {
            standard_texts(&name, &licence)?
        } else {
            carried
        };
        components.push(Component {
            name,
            version: Some(version),
            licence,
            authors: author(&manifest["author"]).into_iter().collect(),
            source: source(&manifest["repository"]),
            texts,
            is_standard_text,
        });
    }
    components.sort();
    components.dedup();
    Ok(components)
}

/// Finds a package as Node does: beside the one that asks, then further up.
fn resolve(all: &Value, from: &str, name: &str) -> Option<String> {
    let mut base = from;
    loop {
        let candidate = format!("{base}/node_modules/{name}");
        if !all[&candidate].is_null() {
            return Some(candidate);
        }
        match base.rfind("/node_modules/") {
            Some(end) => base = &base[..end],
            None => break,
        }
    }
    Some(format!("node_modules/{name}"))
}

fn names(value: &Value) -> impl Iterator<Item = &str> {
    value
        .as_object()
        .into_iter()
        .flat_map(|object| object.keys().map(String::as_str))
}

fn author(value: &Value) -> Option<String> {
    let name = value.as_str().or_else(|| value["name"].as_str())?;
    Some(without_mail(name.split('(').next().unwrap_or(name)))
}

fn source(value: &Value) -> Option<String> {
    let address = value.as_str().or_else(|| value["url"].as_str())?;
    let plain = address.trim_start_matches("git+").trim_end_matches(".git");
    Some(plain.to_owned())
}

fn json(path: &Path) -> Outcome<Value> {
    let text = files::read(path)?;
    serde_json::from_str(&text).map_err(|why| {
        Stop::Unexpected(format!(
            "{} is not the JSON it has to be: {why}",
            path.display()
        ))
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests {
    use super::*;

    #[test]
    fn a_package_is_found_beside_the_one_that_asks_first() {
        let all = serde_json::json!({
            "node_modules/a": {}, "node_modules/b": {}, "node_modules/a/node_modules/b": {},
        });
        let inner = resolve(&all, "node_modules/a", "b").unwrap();
        assert_eq!(
            inner, "node_modules/a/node_modules/b",
            "its own copy comes first"
        );
        let outer = resolve(&all, "node_modules/b", "a").unwrap();
        assert_eq!(outer, "node_modules/a", "else the shared one");
    }
}
