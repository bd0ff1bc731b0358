//! The shell: the one crate that knows Tauri.

pub mod bindings;
pub mod error;
pub mod view;
pub mod wire;
