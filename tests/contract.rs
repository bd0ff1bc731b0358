//! The contract between window and shell: generated files that must not be stale.

use std::collections::BTreeSet;
use std::path::Path;

/// Compares a generated file with what it should be; writes it where `PROVISO_WRITE` is set.
fn fresh(path: &str, expected: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("PROVISO_WRITE").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, expected).unwrap();
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == expected,
        "{} is stale; run `cargo xtask generate`",
        path.display()
    );
}

#[test]
fn typescript_declarations_are_fresh() {
    fresh("ui/src/ipc/types.ts", &proviso_app::bindings::typescript());
}

#[test]
fn pack_schema_is_fresh() {
    let schema = schemars::schema_for!(proviso_core::pack::Pack);
    let text = serde_json::to_string_pretty(&schema).unwrap() + "\n";
    fresh("assets/schema/pack.schema.json", &text);
}

#[test]
fn the_later_versions_of_the_small_pack_are_fresh() {
    let second = String::from_utf8(crate::publisher::acme_next()).unwrap();
    fresh("tests/fixtures/packs/acme-ai-policy-1.1.0.json", &second);
    let third = String::from_utf8(crate::publisher::acme_third()).unwrap();
    fresh("tests/fixtures/packs/acme-ai-policy-1.2.0.json", &third);
}

/// Reads the names between quotation marks on the lines that `is_name` picks.
fn quoted(text: &str, is_name: impl Fn(&str) -> bool) -> BTreeSet<String> {
    let lines = text.lines().filter(|line| is_name(line));
    lines
        .filter_map(|line| line.split('"').nth(1))
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_lists_of_commands_agree() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let names: BTreeSet<String> = proviso_app::commands::NAMES
        .iter()
        .map(|name| (*name).to_owned())
        .collect();
    let permissions = std::fs::read_to_string(root.join("src-tauri/permissions/app.toml")).unwrap();
    let allowed = quoted(&permissions, |line| line.starts_with("  \""));
    assert_eq!(
        allowed, names,
        "each command is allowed by name, and nothing else is"
    );
    let page = std::fs::read_to_string(root.join("ui/src/ipc/commands.ts")).unwrap();
    for name in &names {
        let called = page.contains(&format!("'{name}'")) || page.contains(&format!("\"{name}\""));
        assert!(called, "the page has a function for {name}");
    }
    let office = crate::support::Office::new();
    for name in &names {
        let refusal = office.invoke(name, serde_json::json!({}));
        let unknown = refusal.is_err_and(|refusal| refusal.to_string().contains("not found"));
        assert!(!unknown, "the handler knows {name}");
    }
}
