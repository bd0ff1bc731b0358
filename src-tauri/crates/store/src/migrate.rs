//! Migrations: numbered SQL files, each run once in a transaction of its own, forward only.
//!
//! A file that was released never changes (a test holds their hashes); `user_version` is the number
//! of the last one that ran. Every file that an older program cannot read through raises `needs` in
//! `meta` to the first version of Proviso that can.

use rusqlite::{Connection, TransactionBehavior};

use crate::tally;

/// One step of the schema.
pub(crate) struct Migration {
    pub(crate) number: u32,
    pub(crate) sql: &'static str,
}

/// All steps, oldest first.
pub(crate) const MIGRATIONS: [Migration; 9] = [
    Migration {
        number: 1,
        sql: include_str!("migrations/0001_first.sql"),
    },
    Migration {
        number: 2,
        sql: include_str!("migrations/0002_digest.sql"),
    },
    Migration {
        number: 3,
        sql: include_str!("migrations/0003_search.sql"),
    },
    Migration {
        number: 4,
        sql: include_str!("migrations/0004_sign_off.sql"),
    },
    Migration {
        number: 5,
        sql: include_str!("migrations/0005_answer_in.sql"),
    },
    Migration {
        number: 6,
        sql: include_str!("migrations/0006_tally.sql"),
    },
    Migration {
        number: 7,
        sql: include_str!("migrations/0007_destruction.sql"),
    },
    Migration {
        number: 8,
        sql: include_str!("migrations/0008_business.sql"),
    },
    Migration {
        number: 9,
        sql: include_str!("migrations/0009_search_around.sql"),
    },
];

/// `PRVS`, so that a file of ours is known from its header.
pub(crate) const APPLICATION_ID: i32 = i32::from_be_bytes(*b"PRVS");

/// Returns the number of the last migration that ran on the file; 0 for an empty one.
pub(crate) fn version(conn: &Connection) -> rusqlite::Result<u32> {
    conn.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// Returns the first version of Proviso that reads the file, as the file names it.
pub(crate) fn needs(conn: &Connection) -> String {
    conn.query_row("SELECT value FROM meta WHERE key = 'needs'", [], |row| {
        row.get(0)
    })
    .unwrap_or_else(|_| String::from("(a version it does not name)"))
}

/// Runs the migrations that the file still lacks.
pub(crate) fn run(conn: &mut Connection, migrations: &[Migration]) -> rusqlite::Result<()> {
    tally::functions(conn)?;
    for migration in migrations {
        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if version(&tx)? >= migration.number {
            continue;
        }
        tx.execute_batch(migration.sql)?;
        tx.pragma_update(None, "user_version", migration.number)?;
        tx.pragma_update(None, "application_id", APPLICATION_ID)?;
        tx.commit()?;
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests {
    use super::*;
    use proviso_core::canonical::sha256;

    #[test]
    fn migrations_are_numbered_without_a_gap() {
        for (at, migration) in MIGRATIONS.iter().enumerate() {
            assert_eq!(
                usize::try_from(migration.number).unwrap(),
                at + 1,
                "user_version counts the files"
            );
        }
    }

    #[test]
    fn a_migration_that_fails_leaves_nothing_behind() {
        let mut conn = Connection::open_in_memory().unwrap();
        let broken = [Migration {
            number: 1,
            sql: "CREATE TABLE kept (a) STRICT; CREATE TABLE broken (",
        }];
        run(&mut conn, &broken).unwrap_err();
        let tables: u32 = conn
            .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
            .unwrap();
        assert_eq!(tables, 0, "the first statement was undone with the second");
        assert_eq!(
            version(&conn).unwrap(),
            0,
            "and the file still counts as empty"
        );
    }

    #[test]
    fn every_table_is_strict() {
        let mut conn = Connection::open_in_memory().unwrap();
        run(&mut conn, &MIGRATIONS).unwrap();
        let loose: Vec<String> = conn
            .prepare(
                "SELECT name FROM pragma_table_list
                 WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND NOT strict",
            )
            .unwrap()
            .query_map([], |row| row.get(0))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        assert!(
            loose.is_empty(),
            "these tables would take values of any type: {loose:?}"
        );
    }

    #[test]
    fn no_migration_asks_for_a_later_version_than_this_one() {
        let number = |version: &str| -> Vec<u32> {
            version
                .split('.')
                .map(|part| part.parse().unwrap())
                .collect()
        };
        let mut conn = Connection::open_in_memory().unwrap();
        run(&mut conn, &MIGRATIONS).unwrap();
        let needs: String = conn
            .query_row("SELECT value FROM meta WHERE key = 'needs'", [], |row| {
                row.get(0)
            })
            .unwrap();
        assert!(
            number(&needs) <= number(env!("CARGO_PKG_VERSION")),
            "this version writes a file that it would name {needs} for"
        );
    }

    #[test]
    fn released_migrations_are_as_they_were_released() {
        // A released file never changes: append another one instead. (Until the first release the
        // first may still change, with its hash here and tests/fixtures/db/v1.db written again.)
        let released = [
            (
                1,
                "e45a241c7e88636c79a19f44685511fe45d1cae233b92af52d59269096f3500a",
            ),
            (
                2,
                "b5e1f41890fb68b9401d17fdbcd0fdc16604e5bd6d93b6e01f934a251d0ed8de",
            ),
            (
                3,
                "a26f3ec4517fb662619d3ef0b181f180b814a7798b3b4a5d8acf9187388a3278",
            ),
            (
                4,
                "f5080224460d886874f3a7a9e1e815328ee9cb34ab2320d036aa92392e53e59f",
            ),
            (
                5,
                "862c1b860031f289cd0adfe69c650e7a70569c41af910c943533390dc507f7d4",
            ),
            (
                6,
                "2c9327b20dfca1949a301d770e7fac8c105f2378c134c3168b843fdce042ef30",
            ),
            (
                7,
                "95c18e0dfff925de75dfa32fc2a129e50bbe059dd3c58b086a26b0276a062f6d",
            ),
            (
                8,
                "46fd71b9d6806491a5bc3987073f191409fede89fa819a7e5de659ebd2751630",
            ),
            (
                9,
                "93cbbc1bd0febafe67d247bbe8252fc42abe6c61669b6ea333a59f71b4fda8e6",
            ),
        ];
        assert_eq!(
            released.len(),
            MIGRATIONS.len(),
            "each file has its hash here"
        );
        for (number, hash) in released {
            let migration = MIGRATIONS.iter().find(|m| m.number == number).unwrap();
            assert_eq!(
                sha256(migration.sql.as_bytes()).0,
                hash,
                "migration {number} was released with other bytes"
            );
        }
    }
}
