//! How an assessment in a file stands to the one of the same identifier that is here: which entries either
//! has and the other lacks.

use std::collections::BTreeSet;

use rusqlite::Connection;

use crate::container::Contents;
use crate::log::Log;

/// How an assessment in a file stands to the one of the same identifier in the data folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is not there.
    New,
    /// Both hold the same entries.
    Same,
    /// The data folder has all of the file's entries and more.
    Older {
        /// How many more the data folder has.
        ahead: usize,
    },
    /// The file has all of the data folder's entries and more.
    Newer {
        /// How many more the file has.
        ahead: usize,
    },
    /// Each has entries that the other lacks.
    Diverged {
        /// How many the data folder lacks.
        theirs: usize,
        /// How many the file lacks.
        ours: usize,
    },
}

impl Standing {
    /// Says it in one sentence.
    pub fn sentence(self) -> String {
        let entries = |count: usize| match count {
            1 => String::from("1 entry"),
            many => format!("{many} entries"),
        };
        match self {
            Self::New => String::from("The assessment is not in this data folder yet"),
            Self::Same => String::from(
                "This data folder holds the same assessment, in the same state. Nothing was brought in",
            ),
            Self::Older { ahead } => format!(
                "This data folder holds a later state of the same assessment, with {} that the file \
                 lacks. Nothing was brought in",
                entries(ahead)
            ),
            Self::Newer { ahead } => format!(
                "The file holds a later state of an assessment that is in this data folder, with {} \
                 more",
                entries(ahead)
            ),
            Self::Diverged { theirs, ours } => format!(
                "This data folder and the file hold the same assessment, and work went on in both: the \
                 file has {} that are not here, and lacks {}",
                entries(theirs),
                entries(ours)
            ),
        }
    }
}

pub(super) fn standing(conn: &Connection, contents: &Contents) -> rusqlite::Result<Standing> {
    let (mut theirs, mut ours, mut is_here) = (0, 0, false);
    let logs = [
        (Log::Revision, &contents.revisions),
        (Log::Action, &contents.actions),
    ];
    for (log, entries) in logs {
        let table = log.table();
        let here: BTreeSet<String> = conn
            .prepare(&format!(
                "SELECT lower(hex({table}.hash)) FROM {table}
                 JOIN assessment ON assessment.seq = {table}.assessment WHERE assessment.id = ?1"
            ))?
            .query_map([&contents.assessment], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        is_here |= !here.is_empty();
        let there: BTreeSet<&String> = entries.iter().map(|entry| &entry.hash).collect();
        theirs += there.iter().filter(|hash| !here.contains(**hash)).count();
        ours += here.iter().filter(|hash| !there.contains(hash)).count();
    }
    Ok(match (is_here, theirs, ours) {
        (false, _, _) => Standing::New,
        (true, 0, 0) => Standing::Same,
        (true, 0, ahead) => Standing::Older { ahead },
        (true, ahead, 0) => Standing::Newer { ahead },
        (true, theirs, ours) => Standing::Diverged { theirs, ours },
    })
}
