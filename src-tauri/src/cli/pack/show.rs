//! `proviso pack show`: what a company with a given profile would be asked, for review on paper.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use proviso_core::answer::Answers;
use proviso_core::profile::{Profile, TraitAnswer};
use proviso_core::report::{Book, BookItem, question_book};
use proviso_core::scope::scope;
use proviso_report::document::{Paper, Timestamp};
use proviso_report::{compose_book, render};

use super::{load, named};
use crate::cli::Refusal;
use crate::export::write_whole;

/// Which pack, which profile, and where to.
#[derive(Debug, Args)]
pub struct Show {
    /// The pack.
    file: PathBuf,
    /// A role that the company has; may be given several times.
    #[arg(long, value_name = "ROLE")]
    role: Vec<String>,
    /// A fact that is true of the company; may be given several times.
    #[arg(long = "trait", value_name = "TRAIT")]
    traits: Vec<String>,
    /// Print it as a tagged question book instead.
    #[arg(long, value_name = "FILE")]
    pdf: Option<PathBuf>,
    /// Replace a file that exists.
    #[arg(long)]
    force: bool,
}

/// Prints the question book of a profile.
pub fn run(show: &Show, out: &mut impl Write) -> Result<(), Refusal> {
    let (pack, _) = load(&show.file)?;
    let profile = Profile {
        roles: show.role.iter().cloned().collect(),
        traits: show
            .traits
            .iter()
            .map(|id| (id.clone(), TraitAnswer::Yes))
            .collect(),
    };
    if let Some(unknown) = profile.unknown_to(&pack).first() {
        let ids = |list: Vec<&str>| list.join(", ");
        let roles = ids(pack.roles.iter().map(|role| role.id.as_str()).collect());
        let traits = ids(pack.traits.iter().map(|entry| entry.id.as_str()).collect());
        let problem =
            format!("the pack does not know “{unknown}”. Roles: {roles}. Traits: {traits}");
        return Err(named(&show.file, problem));
    }
    let standings = scope(&pack, &profile, &Answers::new());
    let book = question_book(&pack, &profile, &standings);
    let Some(file) = &show.pdf else {
        return print(&book, out);
    };
    let (year, month, day) = pack.law_date.ymd();
    let created = Timestamp {
        year: u16::try_from(year).unwrap_or(0),
        month: u8::try_from(month).unwrap_or(1),
        day: u8::try_from(day).unwrap_or(1),
        hour: 0,
        minute: 0,
        second: 0,
    };
    let rendered = render(&compose_book(&book, Paper::Letter, created))
        .map_err(|error| named(&show.file, error))?;
    let hash = write_whole(file, &rendered.bytes, show.force, |read| {
        proviso_report::count_pages(read).map(drop)
    })
    .map_err(|error| Refusal::Said(error.to_string()))?;
    writeln!(
        out,
        "{}: {} pages, SHA-256 {hash}",
        file.display(),
        rendered.pages
    )?;
    Ok(())
}

fn print(book: &Book, out: &mut impl Write) -> Result<(), Refusal> {
    writeln!(out, "{}\n{}\n{}\n", book.title, book.profile, book.law)?;
    for section in &book.sections {
        let heading = format!("{} {}", section.cite, section.heading);
        writeln!(out, "{}\n", heading.trim())?;
        for item in &section.items {
            print_item(item, out)?;
        }
    }
    Ok(())
}

fn print_item(item: &BookItem, out: &mut impl Write) -> Result<(), Refusal> {
    writeln!(out, "  [{}] {}", item.id, item.question)?;
    writeln!(out, "      {}", item.standing)?;
    for (label, text) in &item.parts {
        writeln!(out, "      {label}: {text}")?;
    }
    writeln!(out)?;
    Ok(())
}
