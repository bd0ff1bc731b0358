//! What other people's tools say. poppler-utils and qpdf are part of the set-up.

use std::{path::Path, process::Command};

use proviso_report::{
    document::{Block, Document, Paper, SignatureLine},
    render,
};

use crate::samples;

fn run(program: &str, arguments: &[&str], file: &Path) -> String {
    let out = Command::new(program)
        .args(arguments)
        .arg(file)
        .output()
        .unwrap_or_else(|error| panic!("{program} runs (install poppler-utils and qpdf): {error}"));
    assert!(
        out.status.success(),
        "{program}: {}{}",
        String::from_utf8_lossy(&out.stdout),
        String::from_utf8_lossy(&out.stderr)
    );
    String::from_utf8(out.stdout).unwrap()
}

fn with_file<T>(document: &Document, look: impl FnOnce(&Path) -> T) -> T {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.pdf");
    std::fs::write(&path, render(document).unwrap().bytes).unwrap();
    look(&path)
}

/// The text of a file as pdftotext has it, in the order of the page.
pub(crate) fn text(document: &Document) -> String {
    with_file(document, |path| {
        let folder = path.parent().unwrap().join("out.txt");
        let done = Command::new("pdftotext")
            .args(["-layout"])
            .arg(path)
            .arg(&folder)
            .status();
        assert!(done.expect("pdftotext runs").success());
        std::fs::read_to_string(folder).unwrap()
    })
}

#[test]
fn qpdf_finds_no_fault() {
    with_file(&samples::rich(), |path| run("qpdf", &["--check"], path));
}

#[test]
fn every_font_is_embedded_subset_and_readable() {
    let listing = with_file(&samples::rich(), |path| run("pdffonts", &[], path));
    let fonts: Vec<&str> = listing.lines().skip(2).collect();
    assert!(fonts.len() >= 4, "{listing}");
    for font in fonts {
        let columns: Vec<&str> = font.split_whitespace().collect();
        let yes = columns.iter().filter(|&&column| column == "yes").count();
        assert_eq!(yes, 3, "embedded, subset, with Unicode: {font}");
    }
}

#[test]
fn poppler_reads_the_tags() {
    let tags = with_file(&samples::rich(), |path| {
        run("pdfinfo", &["-struct-text"], path)
    });
    assert!(
        tags.contains("H1") && tags.contains("\"Where we stand\""),
        "{tags}"
    );
    let info = with_file(&samples::rich(), |path| run("pdfinfo", &[], path));
    assert!(info.contains("Tagged:          yes"), "{info}");
    assert!(!info.contains("PDF/X"), "{info}");
}

#[test]
fn no_word_stands_outside_the_margins() {
    let long = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";
    for paper in [Paper::Letter, Paper::A4] {
        let mut document = samples::rich();
        document.paper = paper;
        document.header.right = format!("{long} {long} {long}");
        document.footer.left = long.repeat(3);
        document.body.push(Block::heading(1, long.repeat(2)));
        document.body.push(Block::body(format!(
            "{} 中文 {}",
            long.repeat(4),
            "x ".repeat(900)
        )));
        document
            .body
            .push(Block::Table(samples::table(120).row([long, long, long])));
        document.body.push(Block::figures([(long, long)]));
        let words = with_file(&document, |path| {
            let out = path.with_extension("xml");
            let done = Command::new("pdftotext")
                .arg("-bbox")
                .arg(path)
                .arg(&out)
                .status();
            assert!(done.expect("pdftotext runs").success());
            std::fs::read_to_string(out).unwrap()
        });
        let (width, height) = match paper {
            Paper::Letter => (612.0, 792.0),
            Paper::A4 => (595.276, 841.89),
        };
        let mut count = 0;
        for word in words
            .lines()
            .filter_map(|line| line.trim().strip_prefix("<word "))
        {
            let side = |name: &str| -> f64 {
                let at = word.find(name).unwrap() + name.len() + 2;
                word[at..].split('"').next().unwrap().parse().unwrap()
            };
            count += 1;
            assert!(
                side("xMin") >= 53.5 && side("xMax") <= width - 53.5,
                "{word}"
            );
            assert!(
                side("yMin") >= 28.0 && side("yMax") <= height - 26.0,
                "{word}"
            );
        }
        assert!(count > 900, "the words are there");
    }
}

#[test]
fn a_long_name_above_a_line_stands_below_what_comes_before() {
    let name = "Elena Marsh, General Counsel, and Robert Vance, Chief Information Security Officer, with the \
                approval of the Executive Committee at its meeting of July 21, 2026, and of many others zzz";
    let line = |label: &str, filled: &str| SignatureLine {
        label: label.into(),
        filled: filled.into(),
    };
    let document = samples::of(vec![
        Block::heading(1, "aaa"),
        Block::Signatures(vec![line("bbb", name), line("ccc", ""), line("ddd", "")]),
    ]);
    let words = with_file(&document, |path| {
        run("pdftotext", &["-bbox"], path);
        let out = path.with_extension("html");
        std::fs::read_to_string(out).unwrap()
    });
    let of = |word: &str, side: &str| -> f64 {
        let found = words
            .lines()
            .find(|line| line.contains(&format!(">{word}<")));
        let line = found.unwrap_or_else(|| panic!("{word} is on the page: {words}"));
        let at = line.find(side).unwrap() + side.len() + 2;
        line[at..].split('"').next().unwrap().parse().unwrap()
    };
    assert!(
        of("Elena", "yMin") > of("aaa", "yMax"),
        "the name does not rise over the heading"
    );
    assert!(
        of("zzz", "yMax") < of("bbb", "yMin"),
        "it stands above its label"
    );
    assert_eq!(
        of("bbb", "yMin"),
        of("ccc", "yMin"),
        "and the lines of a row are level"
    );
}

#[test]
fn verapdf_passes_both_standards() {
    let Some(check) = std::env::var_os("PROVISO_VERAPDF") else {
        return;
    };
    let check = check.into_string().unwrap();
    let mut everything = samples::rich();
    let characters: String = (0..0x3000).filter_map(char::from_u32).collect();
    everything.body.push(Block::body(characters.as_str()));
    everything.body.push(Block::small(characters));
    for document in [
        samples::rich(),
        everything,
        samples::of(vec![Block::body("one")]),
    ] {
        let said = with_file(&document, |path| run(&check, &[], path));
        assert_eq!(said.matches("PASS").count(), 2, "{said}");
    }
}
