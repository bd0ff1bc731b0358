//! `proviso backup`: a copy of the data file, checked after it is written; or the list of them.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use proviso_store::BackupKind;

use super::Refusal;
use crate::session::Session;

/// What to back up to.
#[derive(Debug, Args)]
pub struct Backup {
    /// A file to write instead of one in the folder of backups; it must not exist.
    #[arg(long, value_name = "FILE", conflicts_with = "list")]
    out: Option<PathBuf>,
    /// List the backups instead, newest first.
    #[arg(long)]
    list: bool,
}

/// Backs up, or lists.
pub fn run(session: &mut Session, backup: &Backup, out: &mut impl Write) -> Result<(), Refusal> {
    if backup.list {
        let view = session.backups()?;
        writeln!(out, "{} in {}", counted(view.rows.len()), view.place)?;
        for row in view.rows {
            writeln!(out, "{}  {}  {}  {}", row.name, row.at, row.size, row.why)?;
        }
        return Ok(());
    }
    match &backup.out {
        None => {
            let made = session.back_up(BackupKind::Asked)?;
            writeln!(out, "{}", made.path.display())?;
        }
        Some(file) if file.exists() => {
            return Err(Refusal::Said(format!(
                "{} exists already, and was left as it is. Name another file",
                file.display()
            )));
        }
        Some(file) => {
            session.back_up_to(file)?;
            writeln!(out, "{}", file.display())?;
        }
    }
    Ok(())
}

fn counted(count: usize) -> String {
    match count {
        1 => String::from("1 backup"),
        many => format!("{many} backups"),
    }
}
