//! A filled form from anybody: it is read or refused; what is read of it are statements about items that the form
//! names, within their bounds.

#![no_main]
#![allow(missing_docs, reason = "nobody links against a fuzz target")]

mod mutate;

use std::io::{Cursor, Read as _, Write as _};

use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};
use mutate::Dice;
use proviso_report::request::read_word;

/// One part: its name and its bytes.
type Part = (String, Vec<u8>);

/// Texts that somewhere mean something in a form.
const TELLING: [&str; 14] = [
    "Partly",
    "not in place",
    "Choose…",
    "Click or tap here to enter text.",
    "3. Dezember 2026",
    "03/12/2026",
    "December 3, 2026",
    "2026-12-03",
    "&#0;",
    "&x;",
    "<w:br/>",
    "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>",
    "<w:sdt><w:sdtPr><w:tag w:val=\"proviso-by.name\"/></w:sdtPr><w:sdtContent>",
    "</w:tc></w:tr></w:tbl>",
];

fn parts(bytes: &[u8]) -> Option<Vec<Part>> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut parts = Vec::new();
    for at in 0..zip.len().min(40) {
        let part = zip.by_index(at).ok()?;
        let name = part.name().ok()?.into_owned();
        let mut bytes = Vec::new();
        part.take(1 << 20).read_to_end(&mut bytes).ok()?;
        parts.push((name, bytes));
    }
    (!parts.is_empty()).then_some(parts)
}

fn written(parts: &[Part]) -> Option<Vec<u8>> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, bytes) in parts {
        zip.start_file(name.as_str(), options).ok()?;
        zip.write_all(bytes).ok()?;
    }
    Some(zip.finish().ok()?.into_inner())
}

/// Cuts a part into tags and what stands between them, and changes one to four of the pieces.
fn change(part: &mut Vec<u8>, dice: &mut Dice) {
    let text = String::from_utf8_lossy(part).into_owned();
    let mut pieces: Vec<String> = text.split_inclusive('>').map(str::to_owned).collect();
    for _ in 0..=dice.throw(4) {
        if pieces.is_empty() {
            break;
        }
        let at = dice.throw(pieces.len());
        match dice.throw(6) {
            0 => {
                pieces.remove(at);
            }
            1 => pieces.insert(at, pieces[dice.throw(pieces.len())].clone()),
            2 => {
                let other = dice.throw(pieces.len());
                pieces.swap(at, other);
            }
            3 => pieces.insert(at, TELLING[dice.throw(TELLING.len())].to_owned()),
            4 => {
                // What a person does: a stretch is taken out, or comes a second time.
                let end = (at + dice.throw(60)).min(pieces.len());
                let stretch: Vec<String> = pieces.drain(at..end).collect();
                if dice.throw(2) == 0 {
                    let to = dice.throw(pieces.len() + 1);
                    pieces.splice(to..to, stretch);
                }
            }
            _ => {
                if let Some((words, tag)) = pieces[at].split_once('<') {
                    pieces[at] = format!("{words}{}<{tag}", TELLING[dice.throw(TELLING.len())]);
                }
            }
        }
    }
    *part = pieces.concat().into_bytes();
}

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let mut dice = Dice::new(seed);
    let (Some(mut parts), false) = (parts(&data[..size]), dice.throw(8) == 0) else {
        return fuzzer_mutate(data, size, max_size);
    };
    let main = parts.iter().position(|(name, _)| name == "word/document.xml");
    let at = match (main, dice.throw(4)) {
        (Some(main), 1..) => main,
        _ => dice.throw(parts.len()),
    };
    match dice.throw(30) {
        0 => {
            parts.remove(at);
        }
        1 => {
            let names = ["word/vbaProject.bin", "word/comments.xml", "../x", "docProps/custom.xml"];
            parts[at].0 = names[dice.throw(names.len())].to_owned();
        }
        _ => change(&mut parts[at].1, &mut dice),
    }
    match written(&parts) {
        Some(file) if file.len() <= max_size => {
            data[..file.len()].copy_from_slice(&file);
            file.len()
        }
        _ => fuzzer_mutate(data, size, max_size),
    }
});

fuzz_target!(|bytes: &[u8]| {
    let read = match read_word(bytes) {
        Ok(read) => read,
        Err(refusal) => {
            let said = refusal.to_string();
            assert!(said.starts_with(char::is_uppercase), "a sentence: {said}");
            return;
        }
    };
    assert_eq!(read.reply.request.len(), 32, "a form names its request");
    assert!(read.findings.len() <= 201, "findings have an end");
    for said in &read.findings {
        assert!(said.ends_with('.') && said.len() < 8_000, "a sentence: {said}");
    }
    for stated in &read.reply.answers {
        assert!(!stated.is_empty() && !stated.item.is_empty(), "a statement states something");
        for text in [&stated.value, &stated.facts, &stated.evidence].into_iter().flatten() {
            assert!(text.len() <= 200_000 && !text.trim().is_empty(), "within its bounds");
            assert!(!text.starts_with("Click here and write"), "no placeholder is a statement");
        }
    }
});
