//! `proviso`: one program with two faces, a window and a command line.

// A console window beside the application's own would frighten people.
#![cfg_attr(all(not(debug_assertions), windows), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    proviso_app::start()
}
