//! `proviso pack list`: the packs of the data folder, and where each came from.

use std::io::Write;

use crate::cli::Refusal;
use crate::session::Session;
use crate::wire::PackOriginView;

/// Lists the packs, for people or as JSON.
pub fn run(session: &Session, json: bool, out: &mut impl Write) -> Result<(), Refusal> {
    let packs = session.list_packs()?;
    if json {
        let text = serde_json::to_string_pretty(&packs)
            .map_err(|error| Refusal::Said(error.to_string()))?;
        writeln!(out, "{text}")?;
        return Ok(());
    }
    for installed in packs {
        let pack = &installed.pack;
        let origin = match &installed.origin {
            PackOriginView::Program => String::from("comes with the program"),
            PackOriginView::EarlierProgram => {
                String::from("came with an earlier version of the program")
            }
            PackOriginView::Signed {
                key_id, trusted, ..
            } => {
                let trust = if *trusted { "" } else { ", trusted no longer" };
                format!("signed with the key {key_id}{trust}")
            }
            PackOriginView::Unsigned { .. } => String::from("unsigned"),
        };
        writeln!(
            out,
            "{}  {}\n    {}\n    {} items; {origin}; {} {}",
            pack.label,
            pack.name,
            pack.law.line,
            pack.items,
            installed.runs,
            if installed.runs == 1 { "run" } else { "runs" },
        )?;
    }
    Ok(())
}
