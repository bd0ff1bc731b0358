//! What going back to a backup would change, in sentences, as window and command line both say it.

use std::path::Path;

use proviso_store::{BrokenLink, Difference, Side};

use crate::session::destroy::runs;
use crate::wire::{ChangedRow, RestoreView};

/// Says what of the present state outlasts going back.
fn stays(found: &Difference) -> Vec<String> {
    let mut said = Vec::new();
    match found.destroyed_since {
        0 => {}
        1 => said.push(String::from(
            "This backup still holds what was destroyed once since it was made. It is taken out again, \
             and does not come back.",
        )),
        times => said.push(format!(
            "This backup still holds what was destroyed {times} times since it was made. It is taken \
             out again, and does not come back."
        )),
    }
    for gone in &found.destroyed {
        let id = gone.id.get(..8).unwrap_or(&gone.id);
        said.push(match &gone.done {
            Some((at, author)) => format!(
                "The assessment {id} was destroyed on {}, by {author}. It stays destroyed.",
                at.local_date().long()
            ),
            None => format!("The assessment {id} was destroyed. It stays destroyed."),
        });
    }
    for name in &found.held_since {
        said.push(format!(
            "{name} was put on hold after this backup was made. It stays on hold."
        ));
    }
    match found.copies_since {
        0 => {}
        1 => said.push(String::from(
            "A copy was exported after this backup was made. It stays on record.",
        )),
        many => said.push(format!(
            "{many} copies were exported after this backup was made. They stay on record."
        )),
    }
    said
}

/// Says where the present record does not hold, and that it would again.
fn mends(unsound: &[BrokenLink]) -> Option<String> {
    let first = unsound.first()?;
    let whole = "The record in the backup holds, and takes its place.";
    Some(match unsound.len() {
        1 => format!("The record here does not hold: {first}. {whole}"),
        many => {
            format!("The record here does not hold in {many} places. The first: {first}. {whole}")
        }
    })
}

/// Says all of it; `made` is when the backup was made, as its row says.
pub(super) fn view(file: &Path, made: Option<String>, found: &Difference) -> RestoreView {
    let numbered = |numbers: &[u32]| (!numbers.is_empty()).then(|| runs(numbers));
    let said = |side: &Side| format!("{} entries, the last {}", side.entries, side.last.long());
    RestoreView {
        name: file
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
        made,
        as_of: found.as_of.map(|at| at.long()),
        mends: mends(&found.unsound),
        is_nothing: found.is_nothing(),
        back: found.back.clone(),
        gone: found.gone.clone(),
        changed: found
            .changed
            .iter()
            .map(|changed| ChangedRow {
                name: changed.name.clone(),
                now: said(&changed.now),
                then: said(&changed.then),
                runs_gone: numbered(&changed.runs_gone),
                runs_back: numbered(&changed.runs_back),
            })
            .collect(),
        same: found.same,
        packs_gone: found.packs_gone.clone(),
        folder_entries_gone: found.folder_entries_gone,
        stays: stays(found),
    }
}
