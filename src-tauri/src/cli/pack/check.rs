//! `proviso pack check`.

use std::io::Write;
use std::path::Path;

use proviso_core::pack::{Pack, check, check_against};

use super::{load, named};
use crate::cli::Refusal;

/// Reports every problem of a pack, alone and against the earlier versions that lie beside it.
pub fn run(file: &Path, json: bool, out: &mut impl Write) -> Result<(), Refusal> {
    let (pack, hash) = load(file)?;
    let mut findings = check(&pack);
    let earlier = earlier_versions(file, &pack);
    for version in &earlier {
        findings.extend(check_against(&pack, version));
    }
    if json {
        let text = serde_json::to_string_pretty(&findings).map_err(|error| named(file, error))?;
        writeln!(out, "{text}")?;
    } else {
        for finding in &findings {
            writeln!(
                out,
                "{}\n  {}\n  {}",
                finding.pointer, finding.problem, finding.mend
            )?;
        }
        if findings.is_empty() {
            let against: Vec<String> = earlier
                .iter()
                .map(|pack| pack.version.to_string())
                .collect();
            let against = match against.len() {
                0 => String::new(),
                _ => format!(", and against {}", against.join(" and ")),
            };
            writeln!(
                out,
                "{} {}: {} items, no problem found{against}. SHA-256 {hash}",
                pack.id,
                pack.version,
                pack.items.len(),
            )?;
        }
    }
    match findings.len() {
        0 => Ok(()),
        1 => Err(named(file, "1 problem")),
        many => Err(named(file, format!("{many} problems"))),
    }
}

/// Reads the earlier versions of the same pack in the same folder, oldest first. Files that are no
/// packs are somebody else's and left alone.
fn earlier_versions(file: &Path, pack: &Pack) -> Vec<Pack> {
    let folder = file
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let Ok(entries) = std::fs::read_dir(folder.unwrap_or(Path::new("."))) else {
        return Vec::new();
    };
    let files = entries.filter_map(Result::ok).map(|entry| entry.path());
    let packs = files.filter(|path| path.extension().is_some_and(|kind| kind == "json"));
    let mut earlier: Vec<Pack> = packs
        .filter_map(|path| load(&path).ok())
        .map(|(other, _)| other)
        .filter(|other| other.id == pack.id && other.version < pack.version)
        .collect();
    earlier.sort_by(|a, b| a.version.cmp(&b.version));
    earlier
}
