//! The command line: the same program without a window, for automation and for pack authors.
//!
//! Exit status: 0 done, 1 refused with one sentence on standard error, 2 wrong usage.

mod backup;
mod compare;
mod destroy;
mod encryption;
mod export;
mod hold;
mod import;
mod lines;
mod list;
mod pack;
mod passphrase;
mod request;
mod rerun;
mod restore;
mod sample;
mod unlock;
mod unsound;
mod verify;
mod whole;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::session::SessionError;

/// Offline governance self-assessment. Without a command, the window opens.
#[derive(Debug, Parser)]
#[command(name = "proviso", version, about, disable_help_subcommand = true)]
pub struct Arguments {
    /// The data folder; by default the platform's application-data folder.
    #[arg(long, global = true, env = "PROVISO_DATA", value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// A file whose first line opens an encrypted data folder: its passphrase, or its recovery code.
    /// Asked for by default.
    #[arg(long, global = true, value_name = "FILE")]
    pub passphrase_file: Option<PathBuf>,
    /// What to do.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// A command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write the worked, fictional example into the data folder.
    Sample(sample::Sample),
    /// List assessments with their runs.
    List {
        /// As a JSON array of objects with `id`, `name` and `runs`.
        #[arg(long)]
        json: bool,
    },
    /// Run an assessment again: print what becomes of every answer, and make the run that follows.
    Rerun(rerun::Rerun),
    /// Compare two runs of one assessment.
    Compare(compare::Compare),
    /// Write a report to a file.
    Export(export::Export),
    /// Write a request for somebody in the business to a file, and record it.
    Request(request::Request),
    /// Receive a filled form: put it on record beside its request. It changes no answer.
    Receive(request::Receive),
    /// Bring an assessment in from a .proviso file, or together with the copy that is here; nothing that
    /// is here is overwritten.
    Import(import::Import),
    /// Copy the data file, and check the copy; or list the copies there are.
    Backup(backup::Backup),
    /// Go back to a backup, after the present state is kept as one.
    Restore(restore::Restore),
    /// Walk the record and name the first link that does not hold; or say what an exported file is.
    Verify(verify::Verify),
    /// Encrypt the data folder with a passphrase and a recovery code, which is printed.
    Encrypt(encryption::Encrypt),
    /// Make an encrypted data folder plain.
    Decrypt,
    /// Change the passphrase of the data folder, or its recovery code.
    Passphrase(encryption::Passphrase),
    /// Destroy an assessment: its text, its evidence, and what every backup holds of it.
    Destroy(destroy::Destroy),
    /// Expunge one text or document that must never have been in an assessment.
    Expunge(destroy::Expunge),
    /// Put an assessment on hold, release it, or say whether it is held.
    Hold(hold::Hold),
    /// Say until when an assessment is to be kept; it reminds, and destroys nothing by itself.
    Retain(hold::Retain),
    /// Look into packs, and bring them in.
    Pack {
        /// What to do with a pack.
        #[command(subcommand)]
        command: pack::PackCommand,
    },
}

impl Command {
    /// Whether it changes the data file or takes something out of it, so that it has to hold first.
    fn changes(&self) -> bool {
        match self {
            Self::Sample(_)
            | Self::Rerun(_)
            | Self::Export(_)
            | Self::Request(_)
            | Self::Receive(_)
            | Self::Import(_)
            | Self::Destroy(_)
            | Self::Expunge(_)
            | Self::Hold(_)
            | Self::Retain(_) => true,
            Self::Pack { command } => command.changes(),
            Self::List { .. }
            | Self::Compare(_)
            | Self::Verify(_)
            | Self::Backup(_)
            | Self::Restore(_)
            // What is broken stays broken, and is found, in whatever way it is kept.
            | Self::Encrypt(_)
            | Self::Decrypt
            | Self::Passphrase(_) => false,
        }
    }

    /// Whether it prints what stands in the data file, which need not be what was recorded. To verify and to
    /// restore say that themselves.
    fn reads(&self) -> bool {
        matches!(
            self,
            Self::List { .. } | Self::Compare(_) | Self::Pack { .. }
        )
    }
}

/// Runs a command and says how it went by its exit status.
pub fn run(arguments: Arguments) -> ExitCode {
    let Some(command) = arguments.command else {
        return ExitCode::from(2);
    };
    let mut out = std::io::stdout().lock();
    let done = match &command {
        Command::Pack { command } if !command.needs_data() => pack::run(command, &mut out),
        _ => {
            let file = arguments.passphrase_file.as_ref();
            with_session(&command, arguments.data, file, &mut out)
        }
    };
    match done.and_then(|()| Ok(out.flush()?)) {
        Ok(()) => ExitCode::SUCCESS,
        // The reader has seen enough, as `head` has after its lines.
        Err(Refusal::Output(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        Err(refusal) => {
            // Nothing can be said where standard error itself is gone.
            drop(writeln!(std::io::stderr(), "proviso: {refusal}"));
            ExitCode::from(if matches!(refusal, Refusal::Usage(_)) {
                2
            } else {
                1
            })
        }
    }
}

/// Why a command did not do what it was asked: one sentence.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The session refused.
    #[error(transparent)]
    Session(#[from] SessionError),
    /// Standard output cannot be written.
    #[error("The output cannot be written: {0}")]
    Output(#[from] std::io::Error),
    /// Words of the command line that do not go together: exit status 2.
    #[error("{0}")]
    Usage(String),
    /// Anything that is already a sentence.
    #[error("{0}")]
    Said(String),
}

fn with_session(
    command: &Command,
    data: Option<PathBuf>,
    passphrase: Option<&PathBuf>,
    out: &mut impl std::io::Write,
) -> Result<(), Refusal> {
    let folder = crate::folder::chosen(data).map_err(|error| Refusal::Said(error.to_string()))?;
    let (mut session, given) = match (unlock::session(&folder, passphrase), command) {
        (Err(Refusal::Session(refusal)), Command::Restore(restore)) => {
            return restore::run_on_broken(&folder, refusal, restore, passphrase, out);
        }
        (opened, _) => opened.map_err(|refusal| unlock::with_command(&folder, refusal))?,
    };
    if command.changes() {
        let broken = session.check_now()?;
        let may = match command {
            Command::Export(_) => session.may_leave(),
            _ => session.may_change(),
        };
        may.map_err(|refusal| match unsound::said(&broken) {
            None => Refusal::from(refusal),
            Some(found) => Refusal::Said(format!(
                "The record in {} does not hold: {found}. Nothing was done. {}",
                folder.display(),
                unsound::way_back(&session)
            )),
        })?;
    } else if command.reads() {
        unsound::warn(&session)?;
    }
    if let Some(warning) = session.folder_warning() {
        drop(writeln!(std::io::stderr(), "proviso: {warning}"));
    }
    match command {
        Command::Sample(sample) => sample::run(&mut session, sample, out),
        Command::List { json } => list::run(&session, *json, out),
        Command::Rerun(rerun) => rerun::run(&mut session, rerun, out),
        Command::Compare(asked) => compare::run(&session, asked, out),
        Command::Export(export) => export::run(&mut session, export, out),
        Command::Request(asked) => request::request(&mut session, asked, out),
        Command::Receive(asked) => request::receive(&mut session, asked, out),
        Command::Import(import) => import::run(&mut session, import, out),
        Command::Backup(backup) => backup::run(&mut session, backup, out),
        Command::Restore(restore) => restore::run(&mut session, restore, out),
        Command::Verify(verify) => verify::run(&session, verify, out),
        Command::Encrypt(asked) => encryption::on(&mut session, asked, out),
        Command::Decrypt => encryption::off(&mut session, given.as_ref(), out),
        Command::Passphrase(asked) => encryption::change(&mut session, asked, out),
        Command::Destroy(asked) => destroy::destroy(&mut session, asked, out),
        Command::Expunge(asked) => destroy::expunge(&mut session, asked, out),
        Command::Hold(asked) => hold::hold(&mut session, asked, out),
        Command::Retain(asked) => hold::retain(&mut session, asked, out),
        Command::Pack { command } => pack::run_on_data(&mut session, command, out),
    }
}
