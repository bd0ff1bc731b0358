//! The commands that the page can call: thin, one line of work each, off the window's thread.

mod answering;
mod assessments;
mod backups;
mod business;
mod carry;
mod compare;
mod destroy;
mod encryption;
mod evidence;
mod packs;
mod reports;
mod rerun;
mod runs;
mod settings;
mod sign;

use proviso_store::Store;
use serde_json::Value;
use tauri::Runtime;
use tauri::ipc::{Invoke, InvokeBody};

use crate::error::CommandError;
use crate::session::{Session, SessionError};
use crate::window::{Desk, opened};

/// The names of all commands; a test compares them with the permission file and with the page's
/// list.
pub const NAMES: &[&str] = &[
    "start",
    "save_settings",
    "packs",
    "list_packs",
    "choose_pack_file",
    "give_pack_key",
    "trust_key",
    "install_pack",
    "remove_pack",
    "trusted_keys",
    "distrust_key",
    "profile_questions",
    "preview_profile",
    "assessments",
    "new_assessment",
    "set_details",
    "open_sample",
    "export_assessment",
    "choose_assessment_file",
    "unseal_assessment_file",
    "import_assessment",
    "merge_view",
    "merge_assessment",
    "merge_to_undo",
    "undo_merge",
    "duplicate_assessment",
    "archive_assessment",
    "delete_assessment",
    "recover_assessment",
    "destroy_extent",
    "destroy_assessment",
    "expunge_choices",
    "expunge_extent",
    "expunge",
    "certificates",
    "save_certificate",
    "set_hold",
    "set_retain_until",
    "find",
    "find_in_run",
    "open_run",
    "record_answer",
    "preview_answer",
    "save_draft",
    "set_profile",
    "set_place",
    "history",
    "restore_answer",
    "undo",
    "redo",
    "add_reference",
    "choose_copies",
    "take_dropped",
    "watch_drops",
    "change_evidence",
    "unlink_evidence",
    "save_copy",
    "open_copy",
    "overview",
    "actions",
    "record_action",
    "record_actions",
    "save_action_draft",
    "follow_run",
    "discard_run",
    "newer_line",
    "plan_run",
    "moved",
    "look_at",
    "respond",
    "stand_together",
    "attic",
    "compare",
    "trend",
    "units",
    "portfolio",
    "legends",
    "copy_choices",
    "preview_copy",
    "preflight",
    "export_report",
    "exports",
    "reveal_export",
    "work_progress",
    "stop_work",
    "sign_view",
    "sign_run",
    "save_signed_pdf",
    "sign_pdf_with_key",
    "amend_run",
    "send_back",
    "resolve_comment",
    "request_choices",
    "preview_request",
    "send_request",
    "save_request",
    "requests",
    "request_in_full",
    "withdraw_request",
    "record_reminder",
    "receive_reply",
    "open_proposals",
    "accept_proposal",
    "set_aside_proposal",
    "around_item",
    "interviews",
    "save_interview",
    "matter_log",
    "add_matter",
    "save_form_draft",
    "drop_form_draft",
    "answering",
    "open_request_file",
    "answering_view",
    "save_answering_by",
    "save_statement",
    "save_reply",
    "remove_answering",
    "about",
    "rest",
    "lock",
    "unlock",
    "rescue_data",
    "encryption",
    "draw_recovery_code",
    "encrypt",
    "decrypt",
    "encrypt_backups",
    "remove_plain_backups",
    "set_passphrase",
    "set_recovery_code",
    "backups",
    "back_up_now",
    "set_backup_counts",
    "choose_backup_place",
    "reset_backup_place",
    "choose_backup_file",
    "look_at_backup",
    "restore_backup",
    "soundness",
];

/// Bytes of text that one call may hold: more than the longest texts that a screen sends together.
const MAX_CALL_BYTES: usize = 800_000;

/// Returns the handler of all commands. What is too large to come from our page is refused unread.
pub fn handler<R: Runtime>() -> impl Fn(Invoke<R>) -> bool + Send + Sync + 'static {
    let commands = known();
    move |invoke| {
        let left = match invoke.message.payload() {
            InvokeBody::Json(arguments) => text_left(arguments, MAX_CALL_BYTES),
            InvokeBody::Raw(bytes) => MAX_CALL_BYTES.checked_sub(bytes.len()),
        };
        if left.is_some() {
            return commands(invoke);
        }
        let said = format!(
            "What was sent to “{}” is larger than anything this page holds ({} KB). Nothing was \
             changed. Shorten the text and try again",
            invoke.message.command(),
            MAX_CALL_BYTES / 1_000,
        );
        invoke.resolver.reject(CommandError::new("tooLarge", said));
        true
    }
}

/// Returns how many of `bytes` are left after the texts of a value; `None` where it holds more.
fn text_left(value: &Value, bytes: usize) -> Option<usize> {
    match value {
        Value::String(text) => bytes.checked_sub(text.len()),
        Value::Array(values) => values
            .iter()
            .try_fold(bytes.checked_sub(values.len())?, |left, one| {
                text_left(one, left)
            }),
        Value::Object(fields) => fields.iter().try_fold(bytes, |left, (name, one)| {
            text_left(one, left.checked_sub(name.len())?)
        }),
        _ => Some(bytes),
    }
}

fn known<R: Runtime>() -> impl Fn(Invoke<R>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        settings::start,
        settings::save_settings,
        settings::about,
        assessments::packs,
        packs::list_packs,
        packs::choose_pack_file,
        packs::give_pack_key,
        packs::trust_key,
        packs::install_pack,
        packs::remove_pack,
        packs::trusted_keys,
        packs::distrust_key,
        assessments::profile_questions,
        assessments::preview_profile,
        assessments::assessments,
        assessments::new_assessment,
        assessments::set_details,
        assessments::open_sample,
        carry::export_assessment,
        carry::choose_assessment_file,
        carry::unseal_assessment_file,
        carry::import_assessment,
        carry::merge_view,
        carry::merge_assessment,
        carry::merge_to_undo,
        carry::undo_merge,
        assessments::duplicate_assessment,
        assessments::archive_assessment,
        assessments::delete_assessment,
        assessments::recover_assessment,
        destroy::destroy_extent,
        destroy::destroy_assessment,
        destroy::expunge_choices,
        destroy::expunge_extent,
        destroy::expunge,
        destroy::certificates,
        destroy::save_certificate,
        destroy::set_hold,
        destroy::set_retain_until,
        assessments::find,
        runs::find_in_run,
        runs::open_run,
        runs::record_answer,
        runs::preview_answer,
        runs::save_draft,
        runs::set_profile,
        runs::set_place,
        runs::history,
        runs::restore_answer,
        runs::undo,
        runs::redo,
        evidence::add_reference,
        evidence::choose_copies,
        evidence::take_dropped,
        evidence::watch_drops,
        evidence::change_evidence,
        evidence::unlink_evidence,
        evidence::save_copy,
        evidence::open_copy,
        runs::overview,
        runs::actions,
        runs::record_action,
        runs::record_actions,
        runs::save_action_draft,
        rerun::follow_run,
        rerun::discard_run,
        rerun::newer_line,
        rerun::plan_run,
        rerun::moved,
        rerun::look_at,
        rerun::respond,
        rerun::stand_together,
        rerun::attic,
        compare::compare,
        compare::trend,
        compare::units,
        compare::portfolio,
        reports::legends,
        reports::copy_choices,
        reports::preview_copy,
        reports::preflight,
        reports::export_report,
        reports::exports,
        reports::reveal_export,
        reports::work_progress,
        reports::stop_work,
        sign::sign_view,
        sign::sign_run,
        sign::save_signed_pdf,
        sign::sign_pdf_with_key,
        sign::amend_run,
        sign::send_back,
        sign::resolve_comment,
        business::request_choices,
        business::preview_request,
        business::send_request,
        business::save_request,
        business::requests,
        business::request_in_full,
        business::withdraw_request,
        business::record_reminder,
        business::receive_reply,
        business::open_proposals,
        business::accept_proposal,
        business::set_aside_proposal,
        business::around_item,
        business::interviews,
        business::save_interview,
        business::matter_log,
        business::add_matter,
        business::save_form_draft,
        business::drop_form_draft,
        answering::answering,
        answering::open_request_file,
        answering::answering_view,
        answering::save_answering_by,
        answering::save_statement,
        answering::save_reply,
        answering::remove_answering,
        encryption::rest,
        encryption::lock,
        encryption::unlock,
        encryption::rescue_data,
        encryption::encryption,
        encryption::draw_recovery_code,
        encryption::encrypt,
        encryption::decrypt,
        encryption::encrypt_backups,
        encryption::remove_plain_backups,
        encryption::set_passphrase,
        encryption::set_recovery_code,
        backups::backups,
        backups::back_up_now,
        backups::set_backup_counts,
        backups::choose_backup_place,
        backups::reset_backup_place,
        backups::choose_backup_file,
        backups::look_at_backup,
        backups::restore_backup,
        backups::soundness,
    ]
}

type Done<T> = Result<T, CommandError>;

/// Does one piece of work on the open session; an earlier panic in a command is told, not hidden. A data
/// file that could not be opened again is tried again.
fn with<T>(desk: &Desk, work: impl FnOnce(&mut Session) -> Result<T, SessionError>) -> Done<T> {
    let mut guard = desk.session.lock().map_err(|_| SessionError::Poisoned)?;
    if guard.is_none() && desk.lock.is_to_be_opened() {
        *guard = opened(&desk.lock)?;
    }
    let session = guard.as_mut().ok_or_else(|| desk.not_open())?;
    let before = session.changes();
    let done = work(session);
    if done.as_ref().is_err_and(SessionError::leaves_nothing_open) {
        drop(guard.take());
        // Locked where it is encrypted: only the passphrase opens it again.
        match Store::is_encrypted_at(desk.lock.folder()) {
            true => desk.lock.close(),
            false => desk.lock.open_again(),
        }
    } else if session.changes() != before {
        session.back_up_if_due();
    }
    Ok(done?)
}
