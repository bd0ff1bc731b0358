//! Looks at the example's report with other people's tools: qpdf for the file's structure,
//! pdffonts for the fonts, veraPDF for accessibility (PDF/UA-1).

use std::fs;
use std::path::{Path, PathBuf};

use crate::call::Call;
use crate::product::{Product, target};
use crate::repository;
use crate::steps::Steps;
use crate::stop::{Outcome, Stop};

/// Names the program that takes `--flavours ua1 FILE…` and validates with veraPDF.
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
    let qpdf = Call::new("qpdf").arg("--check").path(&report);
    steps.run("Report: structure of the file (qpdf)", &qpdf)?;
    steps.work("Report: every font embedded and subset (pdffonts)", || {
        fonts(&report)
    })?;
    match validator() {
        Some(validator) => {
            let call = Call::new(&validator.display().to_string())
                .words("--flavours ua1")
                .path(&report);
            steps.run("Report: accessibility, PDF/UA-1 (veraPDF)", &call)
        }
        None => {
            steps.skip(&format!(
                "the report was NOT validated against PDF/UA-1: {VALIDATOR} names no program and \
                 {VALIDATOR_BESIDE} is not there"
            ));
            Ok(())
        }
    }
}

fn fonts(report: &Path) -> Outcome {
    let call = Call::new("pdffonts").path(report);
    let table = call.output()?;
    print!("{table}");
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
