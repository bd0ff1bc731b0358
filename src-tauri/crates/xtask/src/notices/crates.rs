//! The crates in the program, over all platforms that it is built for.

use std::collections::{BTreeMap, BTreeSet};

use crate::graph::{Graph, PLATFORMS, Package, shipped};
use crate::licence::Expression;
use crate::notices::{Component, files, standard, without_mail};
use crate::stop::{Outcome, Stop};

/// Returns the standard library and each foreign crate, sorted by name and version.
///
/// # Errors
/// Cargo said no, or a crate has no licence or no text for it.
pub fn components() -> Outcome<Vec<Component>> {
    let mut wanted = BTreeSet::new();
    let mut packages: BTreeMap<(String, String), Package> = BTreeMap::new();
    for platform in PLATFORMS {
        wanted.extend(shipped(platform)?);
        for package in Graph::of(platform)?.packages() {
            let key = (package.name.clone(), package.version.clone());
            packages.insert(key, package.clone());
        }
    }
    let mut components = vec![standard_library()?];
    for key in &wanted {
        let package = packages.get(key).ok_or_else(|| {
            Stop::Unexpected(format!(
                "cargo tree lists {} {}, which cargo metadata does not.",
                key.0, key.1
            ))
        })?;
        if package.is_foreign {
            components.push(component(package)?);
        }
    }
    components.sort();
    Ok(components)
}

fn component(package: &Package) -> Outcome<Component> {
    let carried = files::licence_texts(&package.folder, package.licence_file.as_deref())?;
    let is_standard_text = carried.is_empty();
    let licence = package
        .licence
        .clone()
        .unwrap_or_else(|| "see its text".to_owned());
    let texts = if is_standard_text {
        standard_texts(&package.name, &licence)?
    } else {
        carried
    };
    Ok(Component {
        name: package.name.clone(),
        version: Some(package.version.clone()),
        licence,
        authors: package
            .authors
            .iter()
            .map(|author| without_mail(author))
            .collect(),
        source: package.repository.clone(),
        texts,
        is_standard_text,
    })
}

/// The compiler links it into every program; its version is the compiler's and differs between
/// machines, so none is named.
fn standard_library() -> Outcome<Component> {
    let licence = "MIT OR Apache-2.0".to_owned();
    let texts = standard_texts("The standard library", &licence)?;
    Ok(Component {
        name: "The Rust standard library".to_owned(),
        version: None,
        licence,
        authors: vec!["The Rust Project Developers".to_owned()],
        source: Some("https://github.com/rust-lang/rust".to_owned()),
        texts,
        is_standard_text: false,
    })
}

/// Returns the standard texts of a licence expression.
///
/// # Errors
/// The expression cannot be read, or `texts/` has not what it needs.
pub fn standard_texts(name: &str, licence: &str) -> Outcome<Vec<String>> {
    let expression = Expression::read(licence)
        .map_err(|bad| Stop::Unexpected(format!("The licence of {name}: {bad}.")))?;
    standard::texts_for(&expression).ok_or_else(|| {
        Stop::Unexpected(format!(
            "{name} is under {licence} and carries no licence text. Add the standard text to \
             src-tauri/crates/xtask/texts/ and to notices/standard.rs."
        ))
    })
}
