//! Build script: reads the Tauri configuration with this repository's layout.
//!
//! Capabilities and permissions live beside the shell, not at the repository's top level, and the
//! built window may be absent when only Rust is built, so an empty folder is made for it.

use std::path::Path;

fn main() {
    for path in [
        "src-tauri/capabilities",
        "src-tauri/permissions",
        "tauri.conf.json",
        "ui/dist",
        // The folder and not the key: a file that does not exist counts as changed, every time.
        "assets/packs",
    ] {
        println!("cargo:rerun-if-changed={path}");
    }
    println!("cargo:rustc-check-cfg=cfg(publisher_key)");
    if Path::new("assets/packs/publisher.pub").exists() {
        println!("cargo:rustc-cfg=publisher_key");
    }
    if let Err(problem) = build() {
        println!("cargo:error={problem}");
    }
}

fn build() -> Result<(), Box<dyn std::error::Error>> {
    let dist = Path::new("ui/dist");
    if !dist.exists() {
        std::fs::create_dir_all(dist)?;
    }
    let manifest =
        tauri_build::AppManifest::new().permissions_path_pattern("src-tauri/permissions/**/*");
    let attributes = tauri_build::Attributes::new()
        .app_manifest(manifest)
        .capabilities_path_pattern("src-tauri/capabilities/**/*");
    tauri_build::try_build(attributes)?;
    Ok(())
}
