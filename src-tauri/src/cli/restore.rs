//! `proviso restore`: back to a backup, after the present state was kept as one.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use super::unlock::{Given, is_locked};
use super::{Refusal, passphrase};
use crate::session::{Session, SessionError, is_broken, opening, rescue};
use crate::wire::RestoreView;
use crate::work::unwatched;

/// What to go back to.
#[derive(Debug, Args)]
pub struct Restore {
    /// The backup: a file, or a name that “proviso backup --list” gives.
    file: PathBuf,
    /// Say what would change, and change nothing.
    #[arg(long)]
    dry_run: bool,
    /// A file whose first line is the passphrase or the recovery code of the backup's day, where it opens
    /// with no other.
    #[arg(long, value_name = "FILE")]
    backup_passphrase_file: Option<PathBuf>,
}

/// Goes back, and says what changed and what the present state was kept as.
pub fn run(session: &mut Session, restore: &Restore, out: &mut impl Write) -> Result<(), Refusal> {
    let words = restore.words()?;
    let file = if restore.file.exists() {
        restore.file.clone()
    } else {
        session.backup_file(&restore.file.to_string_lossy())
    };
    let words = words.as_deref();
    let view = opening(words, |secret| session.look_at_backup(&file, secret))?;
    say(&view, restore.dry_run, out)?;
    if restore.dry_run {
        return Ok(());
    }
    let restored = opening(words, |secret| session.restore(&file, secret, &unwatched()))?;
    writeln!(
        out,
        "Restored. The state before is kept as {}.",
        restored.kept.name
    )?;
    if let Some(lacking) = restored.lacking {
        drop(writeln!(std::io::stderr(), "proviso: {lacking}"));
    }
    Ok(())
}

/// Goes back in a data folder whose file cannot be opened, for the reason `refusal`.
pub fn run_on_broken(
    folder: &Path,
    refusal: SessionError,
    restore: &Restore,
    passphrase: Option<&PathBuf>,
    out: &mut impl Write,
) -> Result<(), Refusal> {
    if !is_broken(&refusal) {
        return Err(refusal.into());
    }
    writeln!(out, "{refusal}.")?;
    if restore.dry_run {
        writeln!(
            out,
            "Restoring would keep that file as it is among the backups, and put {} in its place.",
            restore.file.display()
        )?;
        return Ok(());
    }
    let words = match restore.words()? {
        // The folder is encrypted, and what opens it opens the backup.
        None if is_locked(folder) => Some(Given::of(passphrase)?.words()),
        given => given,
    };
    let kept = opening(words.as_deref(), |secret| {
        rescue(folder, &restore.file, secret)
    })?;
    writeln!(out, "Restored. The file before is kept as {kept}.")?;
    Ok(())
}

impl Restore {
    fn words(&self) -> Result<Option<String>, Refusal> {
        let file = self.backup_passphrase_file.as_deref();
        file.map(passphrase::from_file).transpose()
    }
}

fn say(view: &RestoreView, is_dry: bool, out: &mut impl Write) -> std::io::Result<()> {
    if view.is_nothing {
        return writeln!(out, "The backup holds what is there now.");
    }
    let would = |would: &'static str, does: &'static str| if is_dry { would } else { does };
    if let Some(sentence) = &view.mends {
        writeln!(out, "{sentence}")?;
    }
    let mut list = |title: &str, names: &[String]| -> std::io::Result<()> {
        if names.is_empty() {
            return Ok(());
        }
        writeln!(out, "{title}:")?;
        names.iter().try_for_each(|name| writeln!(out, "  {name}"))
    };
    list(would("Would come back", "Comes back"), &view.back)?;
    list(would("Would go", "Goes"), &view.gone)?;
    list(
        would("Packs that would go", "Packs that go"),
        &view.packs_gone,
    )?;
    if !view.changed.is_empty() {
        writeln!(out, "{}:", would("Would be as it was", "Is as it was"))?;
    }
    for changed in &view.changed {
        writeln!(
            out,
            "  {}: {}; now {}",
            changed.name, changed.then, changed.now
        )?;
        let runs = [
            (would("would go", "goes"), &changed.runs_gone),
            (would("would come back", "comes back"), &changed.runs_back),
        ];
        for (what, runs) in runs {
            if let Some(runs) = runs {
                writeln!(out, "    {what}: {runs}")?;
            }
        }
    }
    if view.folder_entries_gone > 0 {
        writeln!(
            out,
            "{} of imports and settings made since: {}",
            would("Would go, entries", "Gone, entries"),
            view.folder_entries_gone
        )?;
    }
    for sentence in &view.stays {
        writeln!(out, "{sentence}")?;
    }
    // Where the present record does not hold, nobody can say what of it would stay.
    match view.mends {
        None => writeln!(out, "Unchanged: {}", view.same),
        Some(_) => Ok(()),
    }
}
