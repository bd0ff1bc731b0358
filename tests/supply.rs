//! What the project is made from: no network code, licences that are on the list, notices that are
//! fresh, and a repository that names no machine.
//!
//! The list of licences and of banned crates is `.cargo/deny.toml`, which cargo-deny reads as well.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use toml::Value;
use xtask::graph::{Graph, PLATFORMS};
use xtask::licence::Expression;
use xtask::{notices, repository};

/// All that may stand in the top folder beside dot-files and dot-folders.
const TOP: [&str; 9] = [
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE",
    "README.md",
    "assets",
    "src-tauri",
    "tauri.conf.json",
    "tests",
    "ui",
];

/// A crate that must not be in the graph, or only directly below the crates named in `wrappers`.
struct Ban {
    name: String,
    wrappers: BTreeSet<String>,
}

fn deny_toml() -> Value {
    let text = fs::read_to_string(repository().join(".cargo/deny.toml")).unwrap();
    toml::from_str(&text).unwrap()
}

fn strings(value: &Value) -> Vec<String> {
    let items = value.as_array().unwrap();
    items
        .iter()
        .map(|item| item.as_str().unwrap().to_owned())
        .collect()
}

fn allowed_licences() -> Vec<String> {
    strings(&deny_toml()["licenses"]["allow"])
}

fn bans() -> Vec<Ban> {
    let read = |entry: &Value| Ban {
        name: entry["crate"].as_str().unwrap().to_owned(),
        wrappers: entry
            .get("wrappers")
            .map(strings)
            .unwrap_or_default()
            .into_iter()
            .collect(),
    };
    deny_toml()["bans"]["deny"]
        .as_array()
        .unwrap()
        .iter()
        .map(read)
        .collect()
}

fn graphs() -> Vec<(&'static str, Graph)> {
    let read = |platform| (platform, Graph::of(platform).unwrap());
    PLATFORMS.into_iter().map(read).collect()
}

/// Returns every tracked file, relative to the top folder.
fn tracked() -> Vec<String> {
    let listing = Command::new("git")
        .args(["ls-files", "-z"])
        .current_dir(repository())
        .output()
        .expect("git has to be there: the test asks it for the tracked files");
    assert!(listing.status.success(), "git ls-files works in a clone");
    let text = String::from_utf8(listing.stdout).unwrap();
    text.split_terminator('\0').map(str::to_owned).collect()
}

#[test]
fn no_http_client_and_no_tls_stack_is_in_the_tree() {
    let bans = bans();
    for must in [
        "reqwest",
        "hyper",
        "ureq",
        "rustls",
        "native-tls",
        "openssl",
        "openssl-sys",
    ] {
        assert!(
            bans.iter().any(|ban| ban.name == must),
            "deny.toml bans {must}"
        );
    }
    for (platform, graph) in graphs() {
        assert!(
            graph.users_of("tauri").is_some(),
            "{platform}: the graph is the real one"
        );
        for Ban { name, wrappers } in &bans {
            let Some(users) = graph.users_of(name) else {
                continue;
            };
            let others: Vec<_> = users
                .iter()
                .filter(|user| !wrappers.contains(**user))
                .collect();
            assert!(
                !wrappers.is_empty() && others.is_empty(),
                "{platform}: {name} is banned by .cargo/deny.toml and used by {users:?}. To see the \
                 way to it:\n\n  cargo tree --target {platform} --edges all --invert {name}\n"
            );
        }
    }
}

#[test]
fn openssl_is_allowed_below_sqlcipher_alone() {
    let wrapped: Vec<_> = bans()
        .into_iter()
        .filter(|ban| !ban.wrappers.is_empty())
        .collect();
    assert_eq!(wrapped.len(), 1, "there is one exception");
    assert_eq!(
        wrapped[0].name, "openssl-sys",
        "it is the binding to libcrypto"
    );
    let only = BTreeSet::from(["libsqlite3-sys".to_owned()]);
    assert_eq!(wrapped[0].wrappers, only, "which SQLCipher needs");
}

#[test]
fn every_crate_can_be_used_under_a_licence_of_the_list() {
    let allowed = allowed_licences();
    for (platform, graph) in graphs() {
        for package in graph.packages() {
            let shown = format!("{platform}: {} {}", package.name, package.version);
            let licence = package.licence.as_deref();
            let licence = licence.unwrap_or_else(|| panic!("{shown} names no licence"));
            let expression =
                Expression::read(licence).unwrap_or_else(|bad| panic!("{shown}: {bad}"));
            assert!(
                expression.allowed_by(&allowed),
                "{shown} is under \"{licence}\", which .cargo/deny.toml does not allow"
            );
        }
    }
}

#[test]
fn every_npm_package_in_the_window_can_be_used_under_a_licence_of_the_list() {
    let packages = notices::in_the_window().unwrap();
    assert!(
        packages.contains_key("node_modules/svelte"),
        "Svelte's runtime is in the window: else the list is not the real one"
    );
    let allowed = allowed_licences();
    for (name, version, licence) in packages.values() {
        let expression = Expression::read(licence).unwrap();
        assert!(
            expression.allowed_by(&allowed),
            "{name} {version} is under \"{licence}\", which .cargo/deny.toml does not allow"
        );
    }
}

#[test]
fn the_platforms_of_deny_toml_are_those_that_are_checked() {
    let targets = strings(&deny_toml()["graph"]["targets"]);
    assert_eq!(
        targets, PLATFORMS,
        "cargo-deny and these tests look at the same graphs"
    );
}

#[test]
fn the_third_party_notices_are_fresh() {
    let path = notices::path();
    let kept = fs::read_to_string(&path).unwrap_or_default();
    let fresh = notices::text().unwrap_or_else(|stop| panic!("{stop}"));
    let differing = kept
        .lines()
        .zip(fresh.lines())
        .position(|(old, new)| old != new);
    let place = differing.unwrap_or_else(|| kept.lines().count().min(fresh.lines().count())) + 1;
    assert!(
        kept == fresh,
        "{} is stale from line {place} on. To write it anew:\n\n  cargo xtask notices\n",
        path.display()
    );
}

#[test]
fn the_top_folder_holds_what_was_agreed() {
    let found: BTreeSet<String> = tracked()
        .iter()
        .map(|path| path.split('/').next().unwrap().to_owned())
        .filter(|name| !name.starts_with('.'))
        .collect();
    let agreed = BTreeSet::from(TOP.map(str::to_owned));
    assert_eq!(found, agreed, "everything else has its place inside these");
}

#[test]
fn no_file_names_a_package_registry_or_a_folder_of_somebodys_machine() {
    // Put together here, so that this file does not find itself.
    let registries = ["crates", "npmjs", "debian", "pypi", "pythonhosted"]
        .into_iter()
        .zip(["io", "org", "org", "org", "org"])
        .map(|(name, end)| format!("{name}.{end}"));
    let folders = ["root", "work"].map(|name| format!("/{name}/"));
    let needles: Vec<String> = registries.chain(folders).collect();
    let mut found = Vec::new();
    for path in tracked() {
        let Ok(bytes) = fs::read(repository().join(&path)) else {
            continue;
        };
        let Ok(text) = String::from_utf8(bytes) else {
            continue;
        };
        for (place, line) in text.lines().enumerate() {
            // Cargo names where each crate comes from in this one standard line.
            let is_cargos = path.ends_with("Cargo.lock")
                && line.starts_with("source = \"registry+https://github");
            if !is_cargos && needles.iter().any(|needle| line.contains(needle)) {
                found.push(format!("{path}:{}: {}", place + 1, line.trim()));
            }
        }
    }
    assert!(
        found.is_empty(),
        "these lines mean nothing on another machine:\n{}",
        found.join("\n")
    );
}

#[test]
fn npm_lock_files_name_no_address() {
    for folder in ["ui", "tests/e2e"] {
        let read = |name: &str| {
            let path = repository().join(folder).join(name);
            fs::read_to_string(&path).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
        };
        let setting = "omit-lockfile-registry-resolved=true";
        assert!(
            read(".npmrc").lines().any(|line| line.trim() == setting),
            "{folder}/.npmrc says {setting}, so that npm keeps it so"
        );
        assert!(
            !read("package-lock.json").contains("\"resolved\": \"http"),
            "{folder}/package-lock.json has no addresses: write it anew with `npm install`"
        );
    }
}
