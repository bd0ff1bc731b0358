//! `proviso encrypt`, `proviso decrypt`, `proviso passphrase`: how the data folder is locked.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use proviso_store::RecoveryCode;
use zeroize::Zeroizing;

use super::unlock::Given;
use super::{Refusal, passphrase};
use crate::session::{Session, draw_code};
use crate::wire::EncryptionView;
use crate::work::unwatched;

/// How to encrypt.
#[derive(Debug, Args)]
pub struct Encrypt {
    /// A file whose first line is the passphrase; asked for, twice, by default.
    #[arg(long, value_name = "FILE")]
    new_passphrase_file: Option<PathBuf>,
    /// Remove the backups that anybody can read, each once an encrypted copy of it opens.
    #[arg(long)]
    remove_plain_backups: bool,
}

/// What to change.
#[derive(Debug, Args)]
pub struct Passphrase {
    /// A file whose first line is the new passphrase; asked for, twice, by default.
    #[arg(long, value_name = "FILE", conflicts_with = "recovery_code")]
    new_passphrase_file: Option<PathBuf>,
    /// Leave the passphrase, and make a new recovery code.
    #[arg(long)]
    recovery_code: bool,
}

fn new_passphrase(file: Option<&PathBuf>) -> Result<Zeroizing<String>, Refusal> {
    let text = match file {
        Some(file) => passphrase::from_file(file)?,
        None => passphrase::asked_twice("New passphrase: ")?,
    };
    Ok(Zeroizing::new(text))
}

/// Encrypts the data folder, or removes what plain backups are left.
pub fn on(session: &mut Session, asked: &Encrypt, out: &mut impl Write) -> Result<(), Refusal> {
    if !session.is_encrypted() {
        // Whoever does not want that stops here: nothing is encrypted yet.
        writeln!(
            out,
            "Proviso encrypts with a passphrase and prints a recovery code. Whoever loses both has lost the \
             data: nobody can open them, not even those who make this program."
        )?;
        out.flush()?;
        let code = draw_code();
        let given = new_passphrase(asked.new_passphrase_file.as_ref())?;
        let done = session.encrypt(&given, &code, &unwatched());
        // It counts from the moment at which the file is encrypted, opened again or not.
        let is_encrypted = match &done {
            Ok(()) => true,
            Err(refusal) => refusal.leaves_nothing_open(),
        };
        if is_encrypted {
            writeln!(out, "The data folder is encrypted.")?;
            print_code(&code, out)?;
        }
        done?;
    } else if !asked.remove_plain_backups {
        return Err(Refusal::Said(String::from(
            "The data folder is encrypted already. “proviso passphrase” changes its passphrase or \
             its recovery code",
        )));
    }
    let mut view = session.encrypt_copies()?;
    if asked.remove_plain_backups {
        view = session.remove_plain_copies()?;
    }
    say_copies(&view, out)?;
    Ok(())
}

fn say_copies(view: &EncryptionView, out: &mut impl Write) -> std::io::Result<()> {
    match view.plain_copies {
        0 => writeln!(out, "No backup in its folder can be read without the key."),
        1 => writeln!(
            out,
            "1 backup from before can be read by anybody who has it, and has an encrypted copy \
             beside it. “proviso encrypt --remove-plain-backups” removes it."
        ),
        many => writeln!(
            out,
            "{many} backups from before can be read by anybody who has them, and have encrypted \
             copies beside them. “proviso encrypt --remove-plain-backups” removes them."
        ),
    }
}

fn print_code(code: &RecoveryCode, out: &mut impl Write) -> std::io::Result<()> {
    writeln!(out, "Recovery code: {}", code.groups().join("-"))?;
    writeln!(
        out,
        "Write it down and keep it apart from this computer. It opens the data when the passphrase \
         is lost; without either, nobody can open them."
    )
}

/// Makes the data folder plain.
pub fn off(
    session: &mut Session,
    given: Option<&Given>,
    out: &mut impl Write,
) -> Result<(), Refusal> {
    let Some(given) = given else {
        return Err(Refusal::Said(String::from(
            "The data folder is not encrypted",
        )));
    };
    given.with(|secret| session.decrypt(secret, &unwatched()))?;
    writeln!(
        out,
        "The data folder is plain: whoever has its files can read them. Backups that were made \
         while it was encrypted stay so, and open with the passphrase of their day."
    )?;
    Ok(())
}

/// Sets another passphrase, or another recovery code.
pub fn change(
    session: &mut Session,
    asked: &Passphrase,
    out: &mut impl Write,
) -> Result<(), Refusal> {
    if !session.is_encrypted() {
        return Err(Refusal::Said(String::from(
            "The data folder is not encrypted. “proviso encrypt” does that",
        )));
    }
    if asked.recovery_code {
        let code = draw_code();
        session.set_recovery_code(&code)?;
        print_code(&code, out)?;
        return Ok(());
    }
    let given = new_passphrase(asked.new_passphrase_file.as_ref())?;
    // What opened the folder just now was the old one.
    session.set_passphrase(None, &given)?;
    writeln!(
        out,
        "The passphrase is changed. Backups made until now open with the passphrase of their day."
    )?;
    Ok(())
}
