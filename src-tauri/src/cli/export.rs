//! `proviso export`: a copy of a run to a file.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use proviso_core::date::Date;
use proviso_core::preflight::Topic;
use proviso_core::report::Wanted;

use super::{Refusal, whole};
use crate::export::write_on_record;
use crate::session::{Asked, Format, Session, Sheet, TableOf, produce};

/// What to export, and where.
#[derive(Debug, Args)]
pub struct Export {
    /// The assessment: its id, the first characters of it, or its name.
    assessment: String,
    /// The run, by its number; the latest by default.
    #[arg(long, value_name = "N")]
    run: Option<u32>,
    /// The copy: board, executive, counsel, changes, strategy, minutes, or decision: with a decision's name;
    /// executive by default.
    #[arg(long, value_name = "COPY")]
    copy: Option<Wanted>,
    /// The format.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// The file to write.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// The table, for CSV; actions by default.
    #[arg(long, value_enum)]
    table: Option<TableOf>,
    /// The paper.
    #[arg(long, value_enum, default_value_t)]
    paper: Sheet,
    /// The report date; by default the signing date of a signed run, else today.
    #[arg(long, value_name = "DATE", value_parser = Date::parse_typed)]
    on: Option<Date>,
    /// The legend on each page; none by default.
    #[arg(long, value_name = "WORDS")]
    legend: Option<String>,
    /// Who the copy is for.
    #[arg(long, value_name = "NAME")]
    recipient: Option<String>,
    /// The copy's number, as given: 3/5.
    #[arg(long, value_name = "N/M")]
    number: Option<String>,
    #[command(flatten)]
    sealing: whole::Sealing,
    /// Replace a file that exists.
    #[arg(long)]
    force: bool,
}

/// Writes the copy.
pub fn run(session: &mut Session, export: &Export, out: &mut impl Write) -> Result<(), Refusal> {
    if export.format == Format::Proviso && (export.copy.is_some() || export.run.is_some()) {
        return Err(Refusal::Usage(String::from(
            "--format proviso holds the whole assessment; leave --copy and --run out",
        )));
    }
    if export.format == Format::Proviso {
        let (assessment, to) = (&export.assessment, &export.out);
        return whole::run(session, assessment, &export.sealing, to, export.force, out);
    }
    if export.sealing.is_asked() {
        return Err(Refusal::Usage(String::from(
            "--seal and --seal-passphrase-file are for --format proviso",
        )));
    }
    let run = match export.run {
        Some(number) => session.numbered_run(&export.assessment, number)?,
        None => session.latest_run(&export.assessment)?,
    };
    let loaded = session.load_as_signed(&run)?;
    let given = |text: &Option<String>| {
        let text = text.as_deref().map(str::trim);
        text.filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let wanted = export.copy.clone().unwrap_or(Wanted::Executive);
    let asked = Asked {
        wanted,
        format: export.format,
        table: export.table,
        paper: export.paper,
        on: export.on,
        legend: given(&export.legend),
        recipient: given(&export.recipient),
        number: given(&export.number),
    };
    let copy = session.copy(&loaded, asked)?;
    if copy.legend.is_none() {
        drop(writeln!(
            std::io::stderr(),
            "proviso: no legend was given; none is printed"
        ));
    }
    // What a reader of the file would trip over before anything else.
    for finding in session.preflight(&loaded, &copy)? {
        let is_told = match finding.topic {
            Topic::ReportDate => true,
            Topic::Characters => export.format == Format::Pdf,
            _ => false,
        };
        if is_told {
            drop(writeln!(std::io::stderr(), "proviso: {}", finding.text));
        }
    }
    let material = session.material(loaded, copy)?;
    let file = produce(&material)?;
    let entry = material.on_record(&export.out, &file.bytes);
    let departing = session.departing(&export.out, entry)?;
    let hash = write_on_record(
        &export.out,
        &file.bytes,
        export.force,
        |read| file.look(read),
        |stage| session.on_record(stage, &departing),
    )?;
    if !file.substituted.is_empty() {
        let marks: Vec<String> = file
            .substituted
            .iter()
            .map(|c| format!("U+{:04X}", u32::from(*c)))
            .collect();
        drop(writeln!(
            std::io::stderr(),
            "proviso: no font here has {}; each prints as its number. Write it in Latin, Greek or Cyrillic letters to have it read",
            marks.join(", "),
        ));
    }
    let size = match file.pages {
        Some(1) => String::from("1 page"),
        Some(pages) => format!("{pages} pages"),
        None => format!("{} bytes", file.bytes.len()),
    };
    writeln!(out, "{}: {size}, SHA-256 {hash}", export.out.display())?;
    Ok(())
}
