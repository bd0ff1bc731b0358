//! An assessment to a file and from one.

use std::path::Path;

use tauri::State;

use super::{Done, with};
use crate::carried::read_file;
use crate::export::write_on_record;
use crate::session::{Session, SessionError};
use crate::window::Desk;
use crate::wire::{ArrivalChoice, ArrivalView, Departed, MergeChoice, MergeView, MergedView};
use crate::work::{Going, WorkKind};

/// What the dialogs call such a file.
const KIND: &str = "Proviso assessment";

/// How its name ends.
const EXTENSION: &str = "proviso";

/// Asks where to save, writes the whole assessment, reads it back. A passphrase seals it.
#[tauri::command(async)]
pub fn export_assessment(
    desk: State<'_, Desk>,
    assessment: &str,
    passphrase: Option<&str>,
) -> Done<Departed> {
    // Made before the dialog: a refusal is not told after a place was chosen.
    let work = desk.works.begin(WorkKind::Export);
    let made = with(&desk, |session| {
        session.may_leave()?;
        let name = session.whole_name(assessment)?;
        let going = |percent| work.goes_on(percent);
        match session.whole_assessment_watched(assessment, passphrase, &going) {
            Err(SessionError::Stopped) => Ok(None),
            made => Ok(Some((name, made?))),
        }
    })?;
    drop(work);
    let Some((name, bytes)) = made else {
        return Ok(Departed::Cancelled);
    };
    let Some(path) = desk.picker.save(&name, KIND, EXTENSION) else {
        return Ok(Departed::Cancelled);
    };
    // The dialog has asked before a file is replaced.
    let departing = with(&desk, |session| {
        let entry = session.whole_on_record(assessment, &path, &bytes)?;
        session.departing(&path, entry)
    })?;
    let record = |stage| with(&desk, |session| session.on_record(stage, &departing));
    let hash = write_on_record(&path, &bytes, true, |_| Ok(()), record)?;
    let file = name_of(&path);
    if let Ok(mut exported) = desk.exported.lock() {
        *exported = Some(path);
    }
    Ok(Departed::Written {
        file,
        bytes: bytes.len() as u64,
        sha256: hash.0,
        is_sealed: passphrase.is_some(),
    })
}

/// Asks for a file and looks at it. The lock is not held while the dialog is open.
#[tauri::command(async)]
pub fn choose_assessment_file(desk: State<'_, Desk>) -> Done<ArrivalChoice> {
    let Some(path) = desk.picker.open(KIND, EXTENSION) else {
        return Ok(ArrivalChoice::Cancelled);
    };
    let bytes = read_file(&path).map_err(SessionError::from)?;
    let file = name_of(&path);
    let looked = watched(&desk, |session, going| {
        session.open_incoming(file.clone(), bytes, going)
    })?;
    Ok(match looked {
        None => ArrivalChoice::Sealed { file },
        Some(arrival) => ArrivalChoice::Chosen {
            arrival: Box::new(arrival),
        },
    })
}

/// Opens the sealed file that was chosen.
#[tauri::command(async)]
pub fn unseal_assessment_file(desk: State<'_, Desk>, passphrase: &str) -> Done<ArrivalView> {
    watched(&desk, |session, going| {
        session.unseal_incoming(passphrase, going)
    })
}

/// Keeps the assessment that was looked at.
#[tauri::command(async)]
pub fn import_assessment(desk: State<'_, Desk>, allow_unsigned: bool) -> Done<ArrivalView> {
    watched(&desk, |session, going| {
        session.take_in_incoming(allow_unsigned, going)
    })
}

/// What would come of bringing the file that was looked at together with what is here.
#[tauri::command(async)]
pub fn merge_view(desk: State<'_, Desk>) -> Done<MergeView> {
    with(&desk, |session| session.merge_of_incoming())
}

/// Brings the file that was looked at together with what is here; each conflict is settled as chosen.
#[tauri::command(async)]
pub fn merge_assessment(
    desk: State<'_, Desk>,
    choices: Vec<MergeChoice>,
    allow_unsigned: bool,
) -> Done<MergedView> {
    watched(&desk, |session, going| {
        session.merge_incoming(&choices, allow_unsigned, going)
    })
}

/// The last merge of an assessment, while it can be taken back.
#[tauri::command(async)]
pub fn merge_to_undo(desk: State<'_, Desk>, assessment: &str) -> Done<Option<MergedView>> {
    with(&desk, |session| session.merge_to_undo(assessment))
}

/// Takes the last merge of an assessment back as a whole.
#[tauri::command(async)]
pub fn undo_merge(desk: State<'_, Desk>, assessment: &str) -> Done<MergedView> {
    with(&desk, |session| session.undo_merge(assessment))
}

/// Does what an assessment that comes in needs, watched as [`WorkKind::Arrival`].
fn watched<T>(
    desk: &Desk,
    work: impl FnOnce(&mut Session, &Going) -> Result<T, SessionError>,
) -> Done<T> {
    with(desk, |session| {
        // Begun once the session is there: who asks twice does not stop the first.
        let begun = desk.works.begin(WorkKind::Arrival);
        work(session, &begun.going())
    })
}

fn name_of(path: &Path) -> String {
    let name = path.file_name();
    name.unwrap_or_default().to_string_lossy().into_owned()
}
