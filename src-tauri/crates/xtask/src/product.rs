//! The `proviso` program as its command line offers it, for the steps that use it.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::call::Call;
use crate::repository;
use crate::stop::{Outcome, Stop};

/// The built program with a data folder of its own.
#[derive(Debug)]
pub struct Product {
    data: PathBuf,
}

impl Product {
    /// Returns the program with `data` as its data folder, which is created where it is absent.
    ///
    /// # Errors
    /// The folder could not be created.
    pub fn with_data(data: &Path) -> Outcome<Self> {
        fs::create_dir_all(data).map_err(Stop::file("create", data))?;
        Ok(Self {
            data: data.to_path_buf(),
        })
    }

    /// Returns a call of the program on its data folder.
    pub fn call(&self, words: &str) -> Call {
        Call::new(&binary("proviso").display().to_string())
            .arg("--data")
            .path(&self.data)
            .words(words)
    }

    /// Makes sure that the worked example is in the data folder, and returns its assessment's id.
    ///
    /// # Errors
    /// The program said no, or lists nothing afterwards.
    pub fn sample(&self) -> Outcome<String> {
        if let Some(id) = self.first_assessment()? {
            return Ok(id);
        }
        self.call("sample").run()?;
        self.first_assessment()?.ok_or_else(|| {
            Stop::Unexpected(format!(
                "The example was written, but `{}` lists no assessment.",
                self.call("list --json")
            ))
        })
    }

    /// Writes the report of an assessment.
    ///
    /// # Errors
    /// The program said no.
    pub fn export(&self, assessment: &str, out: &Path) -> Outcome {
        self.call("export")
            .arg(assessment)
            .arg("--out")
            .path(out)
            .arg("--force")
            .run()
    }

    fn first_assessment(&self) -> Outcome<Option<String>> {
        let call = self.call("list --json");
        let bad = || Stop::Unexpected(format!("`{call}` printed no array of objects with an id."));
        let answer: Value = serde_json::from_str(&call.output()?).map_err(|_| bad())?;
        match answer.as_array().ok_or_else(bad)?.first() {
            None => Ok(None),
            Some(first) => first["id"]
                .as_str()
                .map(str::to_owned)
                .map(Some)
                .ok_or_else(bad),
        }
    }
}

/// Returns where cargo puts a program of this workspace in a debug build.
pub fn binary(name: &str) -> PathBuf {
    target()
        .join("debug")
        .join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

/// Returns cargo's target folder.
pub fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => repository().join(folder),
        None => repository().join("target"),
    }
}
