//! Requests, returns, interviews, the matter log, and drafts of their forms.

use std::path::Path;

use proviso_core::request::{Form, Request, Taken};
use proviso_store::Departing;
use tauri::State;

use super::{Done, with};
use crate::export::write_on_record;
use crate::forms;
use crate::session::{SessionError, Sheet};
use crate::window::Desk;
use crate::wire::{
    AroundItem, Departed, InterviewInput, InterviewsView, MatterInput, MatterLogView,
    ProposalAccepted, ProposalView, Receipt, RequestChoices, RequestInput, RequestSent,
    RequestView, RequestsView,
};

/// What a request can be made of.
#[tauri::command(async)]
pub fn request_choices(desk: State<'_, Desk>, run: &str) -> Done<RequestChoices> {
    with(&desk, |session| session.request_choices(run))
}

/// A request as it would be sent today. Nothing is recorded.
#[tauri::command(async)]
pub fn preview_request(desk: State<'_, Desk>, run: &str, request: RequestInput) -> Done<Request> {
    with(&desk, |session| session.put_together(run, &request))
}

/// Asks where to save, writes the request in the form that was chosen, and records it. A request that is not
/// on record leaves no file.
#[tauri::command(async)]
pub fn send_request(
    desk: State<'_, Desk>,
    run: &str,
    request: RequestInput,
    form: Form,
    paper: Sheet,
) -> Done<RequestSent> {
    let asked = with(&desk, |session| {
        session.may_change()?;
        session.put_together(run, &request)
    })?;
    // Made before the dialog: a refusal is not told after a place was chosen.
    let bytes = forms::write(&asked, form, paper).map_err(SessionError::from)?;
    let (kind, extension) = forms::kind(form);
    let Some(path) = desk
        .picker
        .save(&forms::request_name(&asked, form), kind, extension)
    else {
        return Ok(RequestSent::Cancelled);
    };
    let departing = with(&desk, |session| {
        session.request_departing(&asked, form, (&path, &bytes))
    })?;
    let record = |stage| with(&desk, |session| session.on_record(stage, &departing));
    // The dialog has asked before a file is replaced.
    write_on_record(&path, &bytes, true, |_| Ok(()), record)?;
    let request = with(&desk, |session| session.request(run, &asked.id))?;
    let file = forms::name_of(&path);
    if let Ok(mut exported) = desk.exported.lock() {
        *exported = Some(path);
    }
    Ok(RequestSent::Written {
        file,
        request: Box::new(request),
    })
}

/// Asks where to save a request that was sent before, and writes it once more as it was, in any form.
#[tauri::command(async)]
pub fn save_request(
    desk: State<'_, Desk>,
    run: &str,
    request: &str,
    form: Form,
    paper: Sheet,
) -> Done<Departed> {
    let asked = with(&desk, |session| {
        session.may_leave()?;
        session.sent(run, request)
    })?;
    let bytes = forms::write(&asked, form, paper).map_err(SessionError::from)?;
    let (kind, extension) = forms::kind(form);
    let name = forms::request_name(&asked, form);
    save(&desk, (&name, kind, extension), &bytes, |path| {
        with(&desk, |session| {
            let entry = session.request_copy(&asked, form, (path, &bytes))?;
            Ok(Some(session.departing(path, entry)?))
        })
    })
}

/// Asks where to save a file, writes it, and puts what is to be on record there.
pub(super) fn save(
    desk: &Desk,
    (name, kind, extension): (&str, &str, &str),
    bytes: &[u8],
    departing: impl FnOnce(&Path) -> Done<Option<Departing>>,
) -> Done<Departed> {
    let Some(path) = desk.picker.save(name, kind, extension) else {
        return Ok(Departed::Cancelled);
    };
    let departing = departing(&path)?;
    let record = |stage| match &departing {
        Some(departing) => with(desk, |session| session.on_record(stage, departing)),
        None => Ok(()),
    };
    // The dialog has asked before a file is replaced.
    let hash = write_on_record(&path, bytes, true, |_| Ok(()), record)?;
    let file = forms::name_of(&path);
    if let Ok(mut exported) = desk.exported.lock() {
        *exported = Some(path);
    }
    Ok(Departed::Written {
        file,
        bytes: bytes.len() as u64,
        sha256: hash.0,
        is_sealed: false,
    })
}

/// The requests of an assessment, and what came back.
#[tauri::command(async)]
pub fn requests(desk: State<'_, Desk>, run: &str) -> Done<RequestsView> {
    with(&desk, |session| session.requests(run))
}

/// One request in full.
#[tauri::command(async)]
pub fn request_in_full(desk: State<'_, Desk>, run: &str, request: &str) -> Done<RequestView> {
    with(&desk, |session| session.request(run, request))
}

/// Withdraws a request.
#[tauri::command(async)]
pub fn withdraw_request(
    desk: State<'_, Desk>,
    run: &str,
    request: &str,
    reason: &str,
) -> Done<RequestsView> {
    with(&desk, |session| {
        session.withdraw_request(run, request, reason)
    })
}

/// Records that the respondent was reminded.
#[tauri::command(async)]
pub fn record_reminder(desk: State<'_, Desk>, run: &str, request: &str) -> Done<RequestsView> {
    with(&desk, |session| session.record_reminder(run, request))
}

/// Asks for a filled form and puts it on record. The lock is not held while the dialog is open or the file
/// is read.
#[tauri::command(async)]
pub fn receive_reply(desk: State<'_, Desk>, run: &str) -> Done<Receipt> {
    let Some(path) = desk.picker.open("Filled form", "") else {
        return Ok(Receipt::Cancelled);
    };
    let bytes = forms::read_file(&path).map_err(SessionError::from)?;
    let filled = forms::read(&bytes).map_err(SessionError::from)?;
    let (returned, request) = with(&desk, |session| session.receive(Some(run), &bytes, &filled))?;
    Ok(Receipt::Received {
        file: forms::name_of(&path),
        returned: Box::new(returned),
        request: Box::new(request),
    })
}

/// The proposals that nobody has decided yet.
#[tauri::command(async)]
pub fn open_proposals(desk: State<'_, Desk>, run: &str) -> Done<Vec<ProposalView>> {
    with(&desk, |session| session.open_proposals(run))
}

/// Makes a statement the answer, as counsel takes it.
#[tauri::command(async)]
pub fn accept_proposal(
    desk: State<'_, Desk>,
    run: &str,
    returned: &str,
    item: &str,
    taken: Taken,
    evidence: bool,
) -> Done<ProposalAccepted> {
    with(&desk, |session| {
        session.accept_proposal(run, returned, item, &taken, evidence)
    })
}

/// Sets a statement aside.
#[tauri::command(async)]
pub fn set_aside_proposal(
    desk: State<'_, Desk>,
    run: &str,
    returned: &str,
    item: &str,
    reason: &str,
) -> Done<ProposalView> {
    with(&desk, |session| {
        session.set_aside_proposal(run, returned, item, reason)
    })
}

/// What is kept around one item.
#[tauri::command(async)]
pub fn around_item(desk: State<'_, Desk>, run: &str, item: &str) -> Done<AroundItem> {
    with(&desk, |session| session.around_item(run, item))
}

/// The interviews of an assessment.
#[tauri::command(async)]
pub fn interviews(desk: State<'_, Desk>, run: &str) -> Done<InterviewsView> {
    with(&desk, |session| session.interviews(run))
}

/// Records an interview, or what counsel now says of one.
#[tauri::command(async)]
pub fn save_interview(
    desk: State<'_, Desk>,
    run: &str,
    id: Option<&str>,
    interview: InterviewInput,
) -> Done<InterviewsView> {
    with(&desk, |session| session.save_interview(run, id, &interview))
}

/// The matter log of an assessment.
#[tauri::command(async)]
pub fn matter_log(desk: State<'_, Desk>, run: &str) -> Done<MatterLogView> {
    with(&desk, |session| session.matter_log(run))
}

/// Appends an entry to the matter log.
#[tauri::command(async)]
pub fn add_matter(desk: State<'_, Desk>, run: &str, entry: MatterInput) -> Done<MatterLogView> {
    with(&desk, |session| session.add_matter(run, &entry))
}

/// Keeps what is being typed in a form.
#[tauri::command(async)]
pub fn save_form_draft(desk: State<'_, Desk>, run: &str, form: &str, text: &str) -> Done<String> {
    with(&desk, |session| session.save_form_draft(run, form, text))
}

/// Lets a draft of a form go.
#[tauri::command(async)]
pub fn drop_form_draft(desk: State<'_, Desk>, run: &str, form: &str) -> Done<()> {
    with(&desk, |session| session.drop_form_draft(run, form))
}
