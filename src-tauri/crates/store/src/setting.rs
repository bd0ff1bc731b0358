//! Settings of this data folder: the author's name, the theme, where the window was.

use rusqlite::{Connection, OptionalExtension as _, params};
use serde_json::{Map, Value, json};

use crate::fault::{Fault, damaged};
use crate::stamp::Stamp;
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

    /// Writes a setting that is a comfort, such as where the window was; `null` removes it.
    pub fn set_setting(&mut self, key: &str, value: &Value) -> Result<(), Fault> {
        self.note(|conn| Ok(put(conn, key, value)?))
    }

    /// Writes a setting that matters, such as whose packs are taken, and puts it on record in the data
    /// folder's log; `null` removes it. Nothing is recorded where it is set to that already. A key is
    /// written in this way or in the other, never in both.
    pub fn record_setting(&mut self, key: &str, value: &Value, stamp: &Stamp) -> Result<(), Fault> {
        let before = self.setting(key)?.unwrap_or_default();
        if before == *value {
            return Ok(());
        }
        self.write(stamp, |writing| {
            put(&writing.tx, key, value)?;
            let setting = json!({ "key": key, "value": value });
            let body = Map::from_iter([(String::from("setting"), setting)]);
            Ok(writing.append_to_folder("setting", body)?)
        })
    }
}

pub(crate) fn put(conn: &Connection, key: &str, value: &Value) -> rusqlite::Result<()> {
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
