//! The shell: the one crate that knows Tauri.
//!
//! It opens the data folder, hands what the window and the command line ask to one [`session`],
//! and turns what the core computes into what crosses to the page. It decides nothing that a
//! report states.

pub mod bindings;
pub mod bridge;
mod carried;
pub mod cli;
pub mod clock;
pub mod commands;
pub mod detach;
pub mod document;
pub mod drops;
pub mod error;
pub mod export;
pub mod folder;
pub mod forms;
pub mod lock;
pub mod packs;
pub mod panic_log;
pub mod picker;
mod recent;
pub mod reveal;
pub mod session;
pub mod view;
pub mod window;
pub mod wire;
pub mod work;

use std::process::ExitCode;

use clap::Parser as _;

/// Starts the program: the window without a command, else the command.
pub fn start() -> ExitCode {
    let arguments = cli::Arguments::parse();
    panic_log::install(arguments.data.clone().or_else(folder::default_folder));
    match arguments.command {
        None => window::open(arguments.data),
        Some(_) => cli::run(arguments),
    }
}
