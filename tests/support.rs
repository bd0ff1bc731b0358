//! A data folder of its own for each test, and the commands on it.

use std::path::{Path, PathBuf};

use proviso_app::bridge::Bridge;
use proviso_app::picker::ScriptedPicker;
use serde_json::{Value, json};

/// A temporary data folder with the commands on it.
pub struct Office {
    // Closed before the folder is removed: fields are dropped in this order, and a backup may be on its way.
    bridge: Bridge,
    pub folder: tempfile::TempDir,
    picks: Option<PathBuf>,
}

impl Office {
    /// Opens a new folder whose save dialog is closed without a choice.
    pub fn new() -> Self {
        Self::picking(None)
    }

    /// Opens a new folder whose save dialog answers `name` within that folder.
    pub fn picking(name: Option<&str>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = name.map(|name| folder.path().join(name));
        let bridge = open(folder.path(), path.clone());
        Self {
            folder,
            picks: path,
            bridge,
        }
    }

    /// Opens a folder that is there.
    pub fn at(folder: tempfile::TempDir) -> Self {
        let bridge = open(folder.path(), None);
        Self {
            folder,
            picks: None,
            bridge,
        }
    }

    /// Closes the folder and opens it again, as after a restart.
    pub fn reopened(self) -> Self {
        self.reopened_after(|| ())
    }

    /// Closes the folder, does something to it, and opens it again.
    pub fn reopened_after(self, meanwhile: impl FnOnce()) -> Self {
        let Self {
            folder,
            picks,
            bridge,
        } = self;
        drop(bridge);
        meanwhile();
        let bridge = open(folder.path(), picks.clone());
        Self {
            folder,
            picks,
            bridge,
        }
    }

    /// Lets minutes pass on the clock of the commands.
    pub fn pass(&self, minutes: i64) {
        self.bridge.pass(minutes);
    }

    /// Drops files onto the window.
    pub fn drop_files(&self, paths: Vec<PathBuf>) {
        self.bridge.drop_files(paths);
    }

    /// Closes the commands, so that the command line can open the folder; they answer no more.
    pub fn closed(self) -> tempfile::TempDir {
        self.folder
    }

    /// Calls a command, whatever comes of it.
    pub fn invoke(&self, command: &str, arguments: Value) -> Result<Value, Value> {
        self.bridge.invoke(command, arguments)
    }

    /// Calls a command and returns what it answers.
    pub fn call(&self, command: &str, arguments: Value) -> Value {
        match self.bridge.invoke(command, arguments) {
            Ok(value) => value,
            Err(refusal) => panic!("{command} was refused: {refusal}"),
        }
    }

    /// Calls a command that is to be refused, and returns the refusal's code.
    pub fn refused(&self, command: &str, arguments: Value) -> String {
        match self.bridge.invoke(command, arguments) {
            Ok(value) => panic!("{command} should be refused, and answered {value}"),
            Err(refusal) => {
                let message = refusal["message"].as_str().unwrap_or_default();
                assert!(message.len() > 10, "a refusal says a sentence: {refusal}");
                refusal["code"].as_str().unwrap_or_default().to_owned()
            }
        }
    }

    /// Gives a name and makes an assessment of a frontier developer on the oldest pack; returns its
    /// run.
    pub fn assessment(&self) -> String {
        self.call(
            "save_settings",
            json!({"settings": {"author": "M. Okafor"}}),
        );
        let packs = self.call("packs", json!({}));
        let mut order = packs.as_array().unwrap().iter();
        let oldest = order.rfind(|pack| {
            pack["label"]
                .as_str()
                .is_some_and(|label| label.starts_with("eo-14409 "))
        });
        let pack = oldest.unwrap()["hash"].clone();
        let made = self.call(
            "new_assessment",
            json!({"assessment": {
                "details": {
                    "organization": "Example Robotics", "unit": "AI program", "matter": "2026-0417",
                    "askedBy": "the General Counsel", "directedBy": "M. Okafor",
                    "purpose": "to advise the Audit Committee", "readers": "the Audit Committee",
                },
                "pack": pack,
                "profile": {
                    "roles": ["frontier-developer", "adopter"],
                    "traits": {"agents-in-use": "yes"},
                },
            }}),
        );
        made["run"].as_str().unwrap().to_owned()
    }
}

fn open(folder: &Path, path: Option<PathBuf>) -> Bridge {
    Bridge::open(folder, ScriptedPicker(path)).unwrap()
}

/// The first item of a run that is in scope and of the kind `is`.
pub fn first_item(view: &Value, is: &str) -> String {
    let standings = &view["state"]["standings"];
    let items = view["items"].as_array().unwrap();
    let found = items.iter().find(|item| {
        item["kind"]["is"] == is && standings[item["id"].as_str().unwrap()]["is"] == "inScope"
    });
    found.unwrap()["id"].as_str().unwrap().to_owned()
}
