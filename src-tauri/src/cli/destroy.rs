//! `proviso destroy` and `proviso expunge`: say what would go, and do it once the name is given.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use proviso_core::action::ActionField;
use proviso_core::answer::Field;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::Refusal;
use super::lines::wrapped;
use crate::export::write_whole;
use crate::session::{ACTION_TEXTS, Session, SessionError, look_at_certificate};
use crate::wire::{CertificateView, DetailsPart, DocumentPart, ExpungeAsked, ExpungeTarget};

/// What to destroy.
#[derive(Debug, Args)]
pub struct Destroy {
    /// The assessment: its id, the first characters of it, or its name.
    assessment: String,
    /// The assessment's name as it is listed. Without it, only what would be done is said.
    #[arg(long, value_name = "NAME")]
    confirm: Option<String>,
    /// Why; it stays on record.
    #[arg(long, value_name = "TEXT", default_value = "")]
    reason: String,
    /// Writes the certificate to this file: JSON where it ends in .json, else text.
    #[arg(long, value_name = "FILE")]
    certificate: Option<PathBuf>,
}

/// What to expunge.
#[derive(Debug, Args)]
pub struct Expunge {
    /// The assessment: its id, the first characters of it, or its name.
    assessment: String,
    /// The item that the field, or the evidence, stands under.
    #[arg(long, value_name = "ITEM")]
    item: Option<String>,
    /// A field of the answer: facts, analysis, advice, groundsFor, …
    #[arg(long, value_name = "FIELD", requires = "item")]
    field: Option<String>,
    /// A field of the action: what, owner, note, acceptedBy, acceptedWhy.
    #[arg(
        long,
        value_name = "FIELD",
        requires = "item",
        conflicts_with = "field"
    )]
    action_field: Option<String>,
    /// A piece of evidence, by the id of its link or by its title.
    #[arg(long, value_name = "LINK", requires = "item", conflicts_with_all = ["field", "action_field"])]
    evidence: Option<String>,
    /// What of the evidence goes.
    #[arg(long, value_enum, default_value = "all", requires = "evidence")]
    part: DocumentPart,
    /// A field of who, what and for whom.
    #[arg(long, value_enum, conflicts_with = "item")]
    details: Option<DetailsPart>,
    /// What the signer of a run stated, by the run's number.
    #[arg(long, value_name = "RUN", conflicts_with_all = ["item", "details"])]
    statement: Option<u32>,
    /// What a reviewer wrote at the item when a run was sent back, in full.
    #[arg(long, value_name = "TEXT", requires = "item", conflicts_with_all = ["field", "action_field", "evidence"])]
    comment: Option<String>,
    /// A request, a reply, an interview or an entry of the matter log, by the entry of the record: all of it.
    #[arg(long, value_name = "ENTRY", conflicts_with_all = ["item", "details", "statement"])]
    entry: Option<String>,
    /// The assessment's name as it is listed. Without it, only what would be done is said.
    #[arg(long, value_name = "NAME")]
    confirm: Option<String>,
    /// Why; it stays on record.
    #[arg(long, value_name = "TEXT", default_value = "")]
    reason: String,
    /// Why it is done although the assessment is on hold; it stays on record.
    #[arg(long, value_name = "TEXT", default_value = "")]
    in_spite_of_hold: String,
    /// Writes the record to this file: JSON where it ends in .json, text where it ends in .txt, else a PDF.
    #[arg(long, value_name = "FILE")]
    certificate: Option<PathBuf>,
}

/// Destroys an assessment.
pub fn destroy(
    session: &mut Session,
    asked: &Destroy,
    out: &mut impl Write,
) -> Result<(), Refusal> {
    let (id, name) = session.assessment_named(&asked.assessment)?;
    let Some(confirm) = &asked.confirm else {
        let extent = session.destroy_extent(&id)?;
        say(&extent.does, &extent.beyond, extent.hold.as_deref(), out)?;
        return not_yet(&name, out);
    };
    let done = session.destroy_assessment(&id, confirm, &asked.reason)?;
    tell(
        session,
        &done.certificate,
        Some(&name),
        asked.certificate.as_deref(),
        out,
    )
}

/// Expunges one thing from an assessment.
pub fn expunge(
    session: &mut Session,
    asked: &Expunge,
    out: &mut impl Write,
) -> Result<(), Refusal> {
    let (id, name) = session.assessment_named(&asked.assessment)?;
    let target = target(session, &id, asked)?;
    let Some(confirm) = &asked.confirm else {
        let extent = session.expunge_extent(&id, &target)?;
        wrapped(&format!("{}.", extent.what), "", out)?;
        say(&extent.does, &extent.beyond, extent.hold.as_deref(), out)?;
        return not_yet(&name, out);
    };
    if confirm.trim() != name.trim() {
        return Err(SessionError::NameDiffers { name }.into());
    }
    let wanted = ExpungeAsked {
        target,
        reason: asked.reason.clone(),
        in_spite_of_hold: asked.in_spite_of_hold.clone(),
    };
    let done = session.expunge(&id, &wanted)?;
    tell(
        session,
        &done,
        Some(&name),
        asked.certificate.as_deref(),
        out,
    )
}

fn target(session: &Session, assessment: &str, asked: &Expunge) -> Result<ExpungeTarget, Refusal> {
    if let Some(field) = asked.details {
        return Ok(ExpungeTarget::Details { field });
    }
    if let Some(number) = asked.statement {
        let run = session.numbered_run(assessment, number)?;
        return Ok(ExpungeTarget::Statement { run });
    }
    if let Some(entry) = &asked.entry {
        let entry = entry.clone();
        return Ok(ExpungeTarget::Record { entry });
    }
    let usage = || {
        Refusal::Usage(String::from(
            "Say what is to go: --item with --field, --action-field, --evidence or --comment, or \
             --details, --statement or --entry",
        ))
    };
    let item = asked.item.clone().ok_or_else(usage)?;
    if let Some(text) = &asked.comment {
        let comment = session.comment_named(assessment, &item, text)?;
        return Ok(ExpungeTarget::Comment { comment });
    }
    if let Some(word) = &asked.field {
        let texts = Field::ALL.into_iter().filter(|field| field.is_text());
        let field: Field = named(word, texts)?;
        if !field.is_text() {
            return Err(Refusal::Usage(format!(
                "“{word}” holds no text of its own, so there is nothing to expunge"
            )));
        }
        return Ok(ExpungeTarget::Answer { item, field });
    }
    if let Some(word) = &asked.action_field {
        let field: ActionField = named(word, ACTION_TEXTS)?;
        return Ok(ExpungeTarget::Action { item, field });
    }
    let evidence = asked.evidence.as_ref().ok_or_else(usage)?;
    let link = session.evidence_named(assessment, &item, evidence)?;
    Ok(ExpungeTarget::Evidence {
        link,
        part: asked.part,
    })
}

/// Reads the name of a field; where there is none of that name, those that hold text are listed.
fn named<T: DeserializeOwned + Serialize>(
    word: &str,
    texts: impl IntoIterator<Item = T>,
) -> Result<T, Refusal> {
    serde_json::from_value(Value::from(word)).map_err(|_| {
        let names = texts.into_iter().map(|field| json!(field));
        let names: Vec<String> = names
            .filter_map(|name| name.as_str().map(str::to_owned))
            .collect();
        Refusal::Usage(format!(
            "There is no field “{word}”. Those that hold text are {}",
            names.join(", ")
        ))
    })
}

fn say(
    does: &[String],
    beyond: &[String],
    hold: Option<&str>,
    out: &mut impl Write,
) -> Result<(), Refusal> {
    for line in does {
        wrapped(line, "  ", out)?;
    }
    writeln!(out, "Not reached:")?;
    for line in beyond {
        wrapped(line, "  ", out)?;
    }
    if let Some(hold) = hold {
        wrapped(&format!("The assessment is on hold: {hold}."), "", out)?;
    }
    Ok(())
}

fn not_yet(name: &str, out: &mut impl Write) -> Result<(), Refusal> {
    writeln!(
        out,
        "\nNothing was changed. To do it, give --confirm \"{name}\" and --reason."
    )?;
    Ok(())
}

fn tell(
    session: &Session,
    done: &CertificateView,
    name: Option<&str>,
    file: Option<&Path>,
    out: &mut impl Write,
) -> Result<(), Refusal> {
    let view = session.certificate(&done.entry, name)?;
    match file {
        None => write!(out, "{}", view.text())?,
        Some(path) => {
            let bytes = session.certificate_file(&done.entry, name, path)?;
            write_whole(path, &bytes, false, look_at_certificate).map_err(SessionError::from)?;
            writeln!(out, "{}: {}", view.title, path.display())?;
        }
    }
    Ok(())
}
