//! Looks at every copy there is with other people's tools: qpdf for the file's structure, pdffonts for the
//! fonts, veraPDF for accessibility and archiving (PDF/UA-1, PDF/A-2a), pdfua for what it adds to that.
//!
//! The copies are those of the worked example, of a run in which nothing and one in which everything is
//! answered, and of one that is made to hurt; a small program writes them all. So are the interview sheets of requests.

use std::fs;
use std::path::{Path, PathBuf};

use crate::call::Call;
use crate::product::{Product, target};
use crate::repository;
use crate::steps::Steps;
use crate::stop::{Outcome, Stop};

/// The checker of PDF/UA in Python, at the version that is known to find nothing here.
const PDFUA: &str = "pdfua==0.1.3";

/// Names the program that takes `--flavours ua1,2a FILE…` and validates with veraPDF.
const VALIDATOR: &str = "PROVISO_VERAPDF";

/// Where that program is looked for when the variable is not set, relative to the repository.
const VALIDATOR_BESIDE: &str = "../shared/verapdf/check";

/// Returns the validator of PDF/UA, where there is one.
pub fn validator() -> Option<PathBuf> {
    let named = std::env::var_os(VALIDATOR).map(PathBuf::from);
    named.or_else(|| Some(repository().join(VALIDATOR_BESIDE)).filter(|path| path.is_file()))
}

/// Writes the example's report with the built program and checks it.
///
/// # Errors
/// The program could not write the report, or one of the tools found a fault in it.
pub fn check(steps: &mut Steps) -> Outcome {
    let folder = target().join("report-checks");
    let report = folder.join("sample.pdf");
    steps.work("Report: the example's PDF, written by the program", || {
        if folder.exists() {
            fs::remove_dir_all(&folder).map_err(Stop::file("remove", &folder))?;
        }
        let product = Product::with_data(&folder.join("data"))?;
        let assessment = product.sample()?;
        product.export(&assessment, &report)
    })?;
    let mut files = vec![report];
    steps.work("Report: every copy of four runs, both papers", || {
        let copies = folder.join("copies");
        let program = target().join("debug/examples/copies");
        Call::new(&program.display().to_string())
            .path(&copies)
            .run()?;
        for entry in fs::read_dir(&copies).map_err(Stop::file("list", &copies))? {
            let entry = entry.map_err(Stop::file("list", &copies))?;
            files.push(entry.path());
        }
        files.sort();
        Ok(())
    })?;
    steps.work("Report: interview sheets, both papers", || {
        let requests = requests(&folder.join("requests"))?;
        files.extend(requests.into_iter().filter(|file| has_ending(file, "pdf")));
        Ok(())
    })?;
    steps.work("Report: structure of each file (qpdf)", || {
        files.iter().try_for_each(|file| {
            let call = Call::new("qpdf").arg("--check").path(file);
            call.output().map(drop)
        })
    })?;
    steps.work("Report: every font embedded and subset (pdffonts)", || {
        files.iter().try_for_each(|file| fonts(file))
    })?;
    let pdfua = pdfua_in(&target().join("pdfua"))?;
    let call = with_all(Call::new(&pdfua.display().to_string()).arg("check"), &files);
    steps.run(
        "Report: accessibility (pdfua, no finding of any severity)",
        &call,
    )?;
    let Some(validator) = validator() else {
        steps.skip(&format!(
            "the copies were NOT validated against PDF/UA-1 and PDF/A-2a: {VALIDATOR} names no program and \
             {VALIDATOR_BESIDE} is not there"
        ));
        return Ok(());
    };
    let call = Call::new(&validator.display().to_string()).words("--flavours ua1,2a");
    steps.run(
        "Report: accessibility and archiving, PDF/UA-1 and PDF/A-2a (veraPDF)",
        &with_all(call, &files),
    )
}

/// Writes the forms of requests into a folder and returns their files, in order.
pub fn requests(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let program = target().join("debug/examples/requests");
    Call::new(&program.display().to_string())
        .path(folder)
        .run()?;
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(Stop::file("list", folder))? {
        files.push(entry.map_err(Stop::file("list", folder))?.path());
    }
    files.sort();
    Ok(files)
}

fn has_ending(file: &Path, ending: &str) -> bool {
    file.extension().is_some_and(|found| found == ending)
}

fn with_all(call: Call, files: &[PathBuf]) -> Call {
    files.iter().fold(call, |call, file| call.path(file))
}

/// Returns pdfua in a virtual environment of its own, which is made where it is not there yet.
fn pdfua_in(folder: &Path) -> Outcome<PathBuf> {
    let program = folder.join("bin/pdfua");
    if !program.is_file() {
        Call::new("python3").words("-m venv").path(folder).run()?;
        let pip = folder.join("bin/pip").display().to_string();
        Call::new(&pip).words("install --quiet").arg(PDFUA).run()?;
    }
    Ok(program)
}

fn fonts(report: &Path) -> Outcome {
    let call = Call::new("pdffonts").path(report);
    let table = call.output()?;
    let faults = font_faults(&table);
    if faults.is_empty() {
        return Ok(());
    }
    Err(Stop::Unexpected(format!(
        "{}. To look at it:\n\n  {call}",
        faults.join("; ")
    )))
}

/// Returns what is wrong with the fonts in pdffonts' table: its last five columns are "embedded",
/// "subset", "Unicode map" and the two numbers of the object.
fn font_faults(table: &str) -> Vec<String> {
    let rows: Vec<Vec<&str>> = table
        .lines()
        .skip(2)
        .map(|line| line.split_whitespace().rev().collect())
        .collect();
    if rows.is_empty() {
        return vec!["the report has no font".to_owned()];
    }
    let fault = |row: &Vec<&str>| match row.as_slice() {
        [_, _, _, "yes", "yes", ..] => None,
        [.., name] => Some(format!("font {name} is not both embedded and subset")),
        [] => None,
    };
    rows.iter().filter_map(fault).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "\
name                                 type              encoding         emb sub uni object ID
------------------------------------ ----------------- ---------------- --- --- --- ---------
";

    #[test]
    fn a_font_has_to_be_embedded_and_subset() {
        let good = format!(
            "{HEAD}ABCDEF+Serif Four                    CID TrueType      Identity-H       yes yes yes     12  0\n"
        );
        assert!(font_faults(&good).is_empty(), "both columns say yes");
        let whole = good.replace("yes yes yes", "yes no  yes");
        let faults = font_faults(&whole);
        assert_eq!(
            faults,
            ["font ABCDEF+Serif is not both embedded and subset"],
            "a whole font is named"
        );
    }

    #[test]
    fn a_report_without_fonts_is_a_fault() {
        assert_eq!(font_faults(HEAD).len(), 1, "a report without text is none");
    }
}
