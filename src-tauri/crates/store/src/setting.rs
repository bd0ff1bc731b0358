//! Settings of this data folder: the author's name, the theme, where the window was.

use rusqlite::{OptionalExtension as _, params};
use serde_json::Value;

use crate::fault::{Fault, damaged};
use crate::store::Store;

impl Store {
    /// Reads a setting.
    pub fn setting(&self, key: &str) -> Result<Option<Value>, Fault> {
        self.read(|conn| {
            let text: Option<String> = conn
                .prepare_cached("SELECT value FROM setting WHERE key = ?1")?
                .query_row([key], |row| row.get(0))
                .optional()?;
            let value = text.map(|text| {
                serde_json::from_str(&text)
                    .map_err(|error| damaged(format!("the setting {key} is no JSON: {error}")))
            });
            Ok(value.transpose()?)
        })
    }

    /// Writes a setting; `null` removes it.
    pub fn set_setting(&mut self, key: &str, value: &Value) -> Result<(), Fault> {
        self.note(|conn| {
            if value.is_null() {
                conn.prepare_cached("DELETE FROM setting WHERE key = ?1")?
                    .execute([key])?;
            } else {
                conn.prepare_cached(
                    "INSERT INTO setting (key, value) VALUES (?1, ?2)
                     ON CONFLICT DO UPDATE SET value = excluded.value",
                )?
                .execute(params![key, value.to_string()])?;
            }
            Ok(())
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests {
    use crate::Store;
    use crate::testing::{empty, options};
    use serde_json::{Value, json};

    #[test]
    fn a_setting_is_kept_replaced_and_removed() {
        let (folder, mut store) = empty();
        assert_eq!(
            store.setting("author").unwrap(),
            None,
            "nothing is set at first"
        );
        let window = json!({ "width": 1200, "place": [10, -20], "name": "„Ä”" });
        store.set_setting("window", &json!(1)).unwrap();
        store.set_setting("window", &window).unwrap();
        drop(store);
        let mut store = Store::open(folder.path(), options(1_000)).unwrap();
        assert_eq!(
            store.setting("window").unwrap(),
            Some(window),
            "the last value is there after opening again"
        );
        store.set_setting("window", &Value::Null).unwrap();
        assert_eq!(store.setting("window").unwrap(), None, "null removes it");
    }
}
