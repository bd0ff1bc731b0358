//! The contract between window and shell: generated files that must not be stale.

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
