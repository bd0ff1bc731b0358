//! Looks at the files beside the PDF with other people's tools: the schemas and package rules of Word and Excel,
//! and LibreOffice, which has to open them and show what the PDF shows.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::call::Call;
use crate::product::{Product, target};
use crate::repository;
use crate::steps::Steps;
use crate::stop::{Outcome, Stop};

/// Names the program that takes `FILE…` and validates Word and Excel files.
const CHECKER: &str = "PROVISO_OOXML";

/// Where that program is looked for when the variable is not set, relative to the repository.
const CHECKER_BESIDE: &str = "../shared/ooxml/check";

/// The files of one assessment: name, and what the program is told.
const FILES: [(&str, &str); 18] = [
    ("executive.pdf", "--copy executive --format pdf"),
    ("executive.docx", "--copy executive --format docx"),
    ("executive.xlsx", "--copy executive --format xlsx"),
    ("executive.csv", "--copy executive --format csv"),
    (
        "executive-answers.csv",
        "--copy executive --format csv --table answers",
    ),
    ("executive.json", "--copy executive --format json"),
    ("executive-oscal.json", "--copy executive --format oscal"),
    (
        "executive-poam.json",
        "--copy executive --format oscal-poam",
    ),
    ("counsel.pdf", "--copy counsel --format pdf --paper a4"),
    ("counsel.docx", "--copy counsel --format docx --paper a4"),
    ("counsel.xlsx", "--copy counsel --format xlsx --paper a4"),
    (
        "counsel-answers.csv",
        "--copy counsel --format csv --table answers",
    ),
    ("counsel.json", "--copy counsel --format json"),
    ("counsel-oscal.json", "--copy counsel --format oscal"),
    ("strategy.pdf", "--copy strategy --format pdf"),
    ("strategy.docx", "--copy strategy --format docx"),
    ("minutes.pdf", "--copy minutes --format pdf --paper a4"),
    ("minutes.docx", "--copy minutes --format docx --paper a4"),
];

/// Returns the validator of Word and Excel files, where there is one.
pub fn checker() -> Option<PathBuf> {
    let named = std::env::var_os(CHECKER).map(PathBuf::from);
    named.or_else(|| Some(repository().join(CHECKER_BESIDE)).filter(|path| path.is_file()))
}

/// Writes the example in every format with the built program and checks the files.
///
/// # Errors
/// The program could not write a file, or one of the tools found a fault in it.
pub fn check(steps: &mut Steps) -> Outcome {
    let folder = target().join("format-checks");
    steps.work(
        "Formats: the example in every format, written by the program",
        || {
            if folder.exists() {
                fs::remove_dir_all(&folder).map_err(Stop::file("remove", &folder))?;
            }
            let product = Product::with_data(&folder.join("data"))?;
            let assessment = product.sample()?;
            for (name, words) in FILES {
                let call = product.call("export").arg(&assessment).words(words);
                call.arg("--legend")
                    .arg("Confidential")
                    .arg("--out")
                    .path(&folder.join(name))
                    .run()?;
            }
            Ok(())
        },
    )?;
    let mut forms = Vec::new();
    steps.work("Formats: the forms of requests", || {
        let requests = crate::report_checks::requests(&folder.join("requests"))?;
        forms.extend(
            requests
                .into_iter()
                .filter(|file| has_ending(file, &["docx"])),
        );
        Ok(())
    })?;
    match checker() {
        Some(checker) => {
            let call = Call::new(&checker.display().to_string());
            let files = FILES.iter().map(|(name, _)| folder.join(name));
            let call = files
                .filter(|file| has_ending(file, &["docx", "xlsx"]))
                .chain(forms)
                .fold(call, |call, file| call.path(&file));
            steps.run(
                "Formats: schemas and package rules of Word and Excel",
                &call,
            )?;
        }
        None => steps.skip(&format!(
            "Word and Excel files were NOT validated: {CHECKER} names no program and \
             {CHECKER_BESIDE} is not there"
        )),
    }
    steps.work(
        "Formats: Word shows what the PDF shows (LibreOffice)",
        || {
            for copy in ["executive", "counsel", "strategy", "minutes"] {
                let word = format!("{copy}.docx");
                let shown = opened(&folder, &word, "txt:Text (encoded):UTF8")?;
                let printed = printed(&folder.join(format!("{copy}.pdf")))?;
                // A copy of one page says in its running lines alone what others say in their text as well,
                // and LibreOffice leaves them out of a text, not out of a page.
                let running = match copy {
                    "strategy" | "minutes" => self::printed(&converted(&folder, &word, "pdf")?)?,
                    _ => String::new(),
                };
                same_words(copy, (&shown, &running), &printed)?;
            }
            Ok(())
        },
    )?;
    steps.work(
        "Formats: the workbook opens with every action (LibreOffice)",
        || {
            let shown = opened(&folder, "executive.xlsx", UTF8_CSV)?;
            let listed = read(&folder.join("executive.csv"))?;
            let count = |text: &str| text.matches("First").count();
            println!(
                "        {} characters, {} of first priority",
                shown.len(),
                count(&shown)
            );
            if count(&shown) == 0 || count(&shown) != count(&listed) {
                return Err(Stop::Unexpected(String::from(
                    "LibreOffice shows other actions in executive.xlsx than executive.csv has.",
                )));
            }
            Ok(())
        },
    )
}

/// LibreOffice's filter for comma-separated values with its options: comma, quotation mark, UTF-8.
const UTF8_CSV: &str = "csv:Text - txt - csv (StarCalc):44,34,76";

fn has_ending(file: &Path, endings: &[&str]) -> bool {
    let ending = file.extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| endings.contains(&ending))
}

fn read(path: &Path) -> Outcome<String> {
    fs::read_to_string(path).map_err(Stop::file("read", path))
}

/// Returns the text of a PDF's pages.
fn printed(pdf: &Path) -> Outcome<String> {
    let text = pdf.with_extension("printed.txt");
    // With its layout kept: else words that a line parts at a hyphen lose it.
    let call = Call::new("pdftotext").arg("-layout");
    call.path(pdf).path(&text).run()?;
    read(&text)
}

/// Has LibreOffice open a file and write what it shows.
fn opened(folder: &Path, name: &str, filter: &str) -> Outcome<String> {
    read(&converted(folder, name, filter)?)
}

/// Has LibreOffice open a file and write it in another format, under a profile of its own.
fn converted(folder: &Path, name: &str, filter: &str) -> Outcome<PathBuf> {
    let out = folder.join("opened");
    let profile = format!(
        "-env:UserInstallation=file://{}",
        folder.join("office").display()
    );
    Call::new("soffice")
        .arg(profile)
        .words("--headless --convert-to")
        .arg(filter)
        .arg("--outdir")
        .path(&out)
        .path(&folder.join(name))
        .run()?;
    let ending = filter.split(':').next().unwrap_or(filter);
    Ok(out.join(name).with_extension(ending))
}

/// Every word of one file has to stand in the other. The PDF prints some more often, for its running lines and the
/// heads of its tables stand on every page. What Word's pages say in their running lines counts as shown.
fn same_words(copy: &str, (shown, running): (&str, &str), printed: &str) -> Outcome {
    let (shown, printed) = (words(shown), words(printed));
    let running = words(running);
    let missing = |of: &BTreeMap<String, usize>, other: &BTreeMap<String, usize>| {
        let fewer = of
            .iter()
            .filter(|(word, count)| other.get(word.as_str()).is_none_or(|there| there < *count));
        fewer.map(|(word, _)| word.clone()).collect::<Vec<_>>()
    };
    let not_printed = missing(&shown, &printed);
    let once = |words: &BTreeMap<String, usize>| -> BTreeMap<String, usize> {
        words.keys().map(|word| (word.clone(), 1)).collect()
    };
    let not_shown = missing(&once(&printed), &once(&shown));
    let not_shown: Vec<String> = not_shown
        .into_iter()
        .filter(|word| !word.chars().all(|c| c.is_ascii_digit()) && !running.contains_key(word))
        .collect();
    println!("        {copy}: {} different words", shown.len());
    if not_printed.is_empty() && not_shown.len() <= RUNNING_WORDS {
        return Ok(());
    }
    Err(Stop::Unexpected(format!(
        "The {copy} copy differs between Word and PDF. In Word more often than in the PDF: {}. In the PDF alone: {}.",
        not_printed.join(" "),
        not_shown.join(" ")
    )))
}

/// Words of the running lines that stand nowhere in the body; LibreOffice's text leaves running lines out.
const RUNNING_WORDS: usize = 12;

fn words(text: &str) -> BTreeMap<String, usize> {
    let mut words = BTreeMap::new();
    let text = powers_written(text);
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        if !word.is_empty() {
            *words.entry(word.to_owned()).or_default() += 1;
        }
    }
    words
}

/// Word has figures that stand high where the PDF's text has a caret: `10²⁶` is `10^26`.
fn powers_written(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    let mut raised = false;
    for c in text.chars() {
        let figure = "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|high| high == c);
        let figure = figure.and_then(|figure| char::from_digit(u32::try_from(figure).ok()?, 10));
        if figure.is_some() && !raised {
            written.push('^');
        }
        raised = figure.is_some();
        written.push(figure.unwrap_or(c));
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_power_is_the_same_words_raised_or_written() {
        assert_eq!(
            words("above 10²⁶ operations"),
            words("above 10^26 operations"),
            "Word raises what the PDF's text writes with a caret"
        );
    }

    #[test]
    fn a_word_that_only_one_of_them_has_is_found() {
        assert!(
            same_words("a", ("one two", ""), "one one two").is_ok(),
            "printed more often"
        );
        assert!(
            same_words("a", ("one two two", ""), "one two").is_err(),
            "said more often"
        );
        let more = "one two a b c d e f g h i j k l m";
        assert!(
            same_words("a", ("one two", ""), more).is_err(),
            "a passage is missing"
        );
        assert!(
            same_words("a", ("one two", "c d e f g h i j k l m n o"), more).is_ok(),
            "it stands in the running lines"
        );
    }
}
