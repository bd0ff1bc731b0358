//! `proviso export`: a report to a file.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use proviso_core::date::Date;

use super::Refusal;
use crate::export::write_whole;
use crate::session::{Copy, Session, render_loaded};

/// A sheet of paper.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Paper {
    /// US Letter.
    #[default]
    Letter,
    /// ISO A4.
    A4,
}

/// What to export, and where.
#[derive(Debug, Args)]
pub struct Export {
    /// The assessment: its id, the first characters of it, or its name.
    assessment: String,
    /// The file to write.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// The report date; today by default.
    #[arg(long, value_name = "DATE", value_parser = Date::parse_typed)]
    on: Option<Date>,
    /// The legend on each page; none by default.
    #[arg(long, value_name = "WORDS")]
    legend: Option<String>,
    /// Who the copy is for.
    #[arg(long, value_name = "NAME")]
    recipient: Option<String>,
    /// The copy's number, as printed: `3 of 5`.
    #[arg(long, value_name = "N/M")]
    number: Option<String>,
    /// The paper.
    #[arg(long, value_enum, default_value_t)]
    paper: Paper,
    /// Replace a file that exists.
    #[arg(long)]
    force: bool,
}

/// Writes the report.
pub fn run(session: &mut Session, export: &Export, out: &mut impl Write) -> Result<(), Refusal> {
    let run = session.latest_run(&export.assessment)?;
    let copy = Copy {
        on: export.on.unwrap_or_else(|| session.today()),
        legend: export.legend.clone(),
        recipient: export.recipient.clone(),
        number: export.number.clone(),
        a4: export.paper == Paper::A4,
    };
    if copy.legend.is_none() {
        drop(writeln!(
            std::io::stderr(),
            "proviso: no legend was given; none is printed"
        ));
    }
    let loaded = session.load(&run)?;
    let file = render_loaded(&loaded, &copy)?;
    let hash = write_whole(&export.out, &file.bytes, export.force)
        .map_err(|error| Refusal::Said(error.to_string()))?;
    session.record_export(&copy.on_record(&loaded, &export.out, &file.bytes))?;
    if !file.substituted.is_empty() {
        let marks: Vec<String> = file
            .substituted
            .iter()
            .map(|c| format!("U+{:04X}", u32::from(*c)))
            .collect();
        drop(writeln!(
            std::io::stderr(),
            "proviso: the fonts lack {}; printed as marks",
            marks.join(", "),
        ));
    }
    writeln!(
        out,
        "{}: {} pages, SHA-256 {hash}",
        export.out.display(),
        file.pages
    )?;
    Ok(())
}
