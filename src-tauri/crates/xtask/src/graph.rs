//! The graph of crates as cargo resolves it for one platform.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use serde_json::Value;

use crate::call::Call;
use crate::stop::{Outcome, Stop};

/// The platforms that Proviso is built for; one of each operating system.
pub const PLATFORMS: [&str; 3] = [
    "x86_64-unknown-linux-gnu",
    "x86_64-pc-windows-msvc",
    "aarch64-apple-darwin",
];

/// One crate in one version.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Package {
    /// As in its manifest.
    pub name: String,
    /// As in its manifest.
    pub version: String,
    /// The licence expression, if the manifest has one.
    pub licence: Option<String>,
    /// The licence text that the manifest points to, relative to `folder`.
    pub licence_file: Option<String>,
    /// As in the manifest, with the mail addresses.
    pub authors: Vec<String>,
    /// Where its source is kept.
    pub repository: Option<String>,
    /// Where its files are on this machine.
    pub folder: PathBuf,
    /// Whether it comes from outside this repository.
    pub is_foreign: bool,
}

/// The crates of the workspace and all they are built from, for one platform. Cargo may list
/// optional crates here that no feature switches on; [`shipped`] does not.
#[derive(Debug)]
pub struct Graph {
    packages: BTreeMap<String, Package>,
    users: BTreeMap<String, BTreeSet<String>>,
}

impl Graph {
    /// Asks cargo for the graph of one platform; fetches the crates that are not on the machine.
    ///
    /// # Errors
    /// Cargo said no, or its answer is not of the form it documents.
    pub fn of(platform: &str) -> Outcome<Self> {
        let call = Call::cargo("metadata --quiet --format-version 1 --locked --filter-platform")
            .arg(platform);
        let bad = || Stop::Unexpected(format!("`{call}` gave an answer of an unknown form."));
        let answer: Value = serde_json::from_str(&call.output()?).map_err(|_| bad())?;
        let mut graph = Self {
            packages: BTreeMap::new(),
            users: BTreeMap::new(),
        };
        for package in list(&answer["packages"]) {
            let id = text(&package["id"]).ok_or_else(bad)?;
            graph
                .packages
                .insert(id, read_package(package).ok_or_else(bad)?);
        }
        for node in list(&answer["resolve"]["nodes"]) {
            let user = text(&node["id"]).ok_or_else(bad)?;
            for used in list(&node["deps"]) {
                let used = text(&used["pkg"]).ok_or_else(bad)?;
                graph.users.entry(used).or_default().insert(user.clone());
            }
        }
        Ok(graph)
    }

    /// Returns every crate, ordered by name and version.
    pub fn packages(&self) -> Vec<&Package> {
        let mut all: Vec<_> = self.packages.values().collect();
        all.sort();
        all
    }

    /// Returns the names of the crates that use a crate of this name; `None` when it is not in the
    /// graph.
    pub fn users_of(&self, name: &str) -> Option<BTreeSet<&str>> {
        let mut found = None;
        for id in self
            .packages
            .iter()
            .filter(|(_, p)| p.name == name)
            .map(|(id, _)| id)
        {
            let users = found.get_or_insert_with(BTreeSet::new);
            let ids = self.users.get(id).into_iter().flatten();
            users.extend(
                ids.filter_map(|id| self.packages.get(id))
                    .map(|p| p.name.as_str()),
            );
        }
        found
    }
}

/// Returns name and version of each crate whose code is in the `proviso` program on one platform:
/// the normal dependencies with the features that are really on, and those build dependencies that
/// carry C sources to be compiled in (by custom named `…-src`).
///
/// # Errors
/// Cargo said no.
pub fn shipped(platform: &str) -> Outcome<BTreeSet<(String, String)>> {
    let mut all = tree(platform, "normal")?;
    let built = tree(platform, "normal,build")?;
    all.extend(built.into_iter().filter(|(name, _)| name.ends_with("-src")));
    Ok(all)
}

/// Reads lines like "chrono v0.4.45 (proc-macro) (*)".
fn tree(platform: &str, edges: &str) -> Outcome<BTreeSet<(String, String)>> {
    let lines = Call::cargo("tree --quiet --locked --package proviso --prefix none --format {p}")
        .words("--target")
        .arg(platform)
        .words("--edges")
        .arg(edges)
        .output()?;
    let read = |line: &str| {
        let mut words = line.split_whitespace();
        let name = words.next()?.to_owned();
        let version = words.next()?.strip_prefix('v')?.to_owned();
        Some((name, version))
    };
    Ok(lines.lines().filter_map(read).collect())
}

fn read_package(value: &Value) -> Option<Package> {
    let manifest = PathBuf::from(text(&value["manifest_path"])?);
    Some(Package {
        name: text(&value["name"])?,
        version: text(&value["version"])?,
        licence: text(&value["license"]),
        licence_file: text(&value["license_file"]),
        authors: list(&value["authors"]).iter().filter_map(text).collect(),
        repository: text(&value["repository"]).or_else(|| text(&value["homepage"])),
        folder: manifest.parent()?.to_path_buf(),
        is_foreign: !value["source"].is_null(),
    })
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}
