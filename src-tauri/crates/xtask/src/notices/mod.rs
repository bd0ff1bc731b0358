//! The notices of third parties: whose work is in the program, under which licence, and the
//! licence texts. One text file, committed and shown by About; a test in `tests/supply.rs` fails
//! when it is stale.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use crate::repository;
use crate::stop::{Outcome, Stop};

mod crates;
mod files;
mod fonts;
mod npm;
mod standard;

pub use npm::in_the_window;

/// One piece of other people's work.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Component {
    /// Its name, in its own world (crate, npm package, font file).
    pub name: String,
    /// Its version, where it has one.
    pub version: Option<String>,
    /// The licence expression that it states.
    pub licence: String,
    /// Who made it, without mail addresses.
    pub authors: Vec<String>,
    /// Where its source is kept.
    pub source: Option<String>,
    /// The licence texts that it carries.
    pub texts: Vec<String>,
    /// Whether it carries none, so that the texts are the standard ones.
    pub is_standard_text: bool,
}

/// Returns where the notices are kept.
pub fn path() -> PathBuf {
    repository().join("assets/notices/third-party.txt")
}

/// Writes the notices anew.
///
/// # Errors
/// A part of the program cannot be described, or the file could not be written.
pub fn write() -> Outcome {
    let path = path();
    let text = text()?;
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(Stop::file("create", folder))?;
    }
    fs::write(&path, &text).map_err(Stop::file("write", &path))?;
    println!("{} now has {} lines.", path.display(), text.lines().count());
    Ok(())
}

/// Returns the notices as they have to be: sorted, UTF-8, LF, the same on every machine.
///
/// # Errors
/// A part of the program cannot be described: no licence, no text, or not installed.
pub fn text() -> Outcome<String> {
    let sections = [
        (
            "Rust crates and the standard library",
            crates::components()?,
        ),
        (
            "npm packages that the window's script is made from",
            npm::components()?,
        ),
        ("Fonts and other assets", fonts::components()?),
    ];
    Ok(render(&sections))
}

const HEAD: &str = "\
THIRD-PARTY NOTICES

Proviso contains the work listed here. Each entry names its license, its authors as far as it
names them, where its source is kept, and the numbers of its license texts, which follow the
lists. Where a package can be used under one of several licenses, all texts that it carries are
given. A text that many packages share is printed once.

Written by `cargo xtask notices`; changes by hand are lost.
";

fn render(sections: &[(&str, Vec<Component>)]) -> String {
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    let mut texts: Vec<&str> = Vec::new();
    let mut out = HEAD.to_owned();
    for (title, components) in sections {
        heading(&mut out, &format!("{title} ({})", components.len()), '=');
        for component in components {
            let mut shown = Vec::new();
            for text in &component.texts {
                let number = *numbers.entry(compared(text)).or_insert_with(|| {
                    texts.push(text);
                    texts.len()
                });
                if !shown.contains(&number) {
                    shown.push(number);
                }
            }
            entry(&mut out, component, &shown);
        }
    }
    heading(&mut out, &format!("License texts ({})", texts.len()), '=');
    for (place, text) in texts.iter().enumerate() {
        heading(&mut out, &format!("Text {}", place + 1), '-');
        line_to(&mut out, "");
        for line in tidy(text).lines() {
            line_to(&mut out, line);
        }
    }
    out
}

fn entry(out: &mut String, component: &Component, texts: &[usize]) {
    let version = component.version.as_deref().unwrap_or_default();
    line_to(out, "");
    line_to(out, &format!("{} {version}", component.name));
    line_to(out, &format!("  License: {}", component.licence));
    if !component.authors.is_empty() {
        line_to(out, &format!("  Authors: {}", component.authors.join(", ")));
    }
    if let Some(source) = &component.source {
        line_to(out, &format!("  Source:  {source}"));
    }
    let numbers: Vec<String> = texts.iter().map(ToString::to_string).collect();
    let note = if component.is_standard_text {
        " (the standard text: the package carries none)"
    } else {
        ""
    };
    line_to(out, &format!("  Texts:   {}{note}", numbers.join(", ")));
}

fn heading(out: &mut String, title: &str, rule: char) {
    line_to(out, "");
    line_to(out, title);
    line_to(out, &String::from(rule).repeat(title.chars().count()));
}

fn line_to(out: &mut String, line: &str) {
    // Writing to a String cannot fail.
    let _always = writeln!(out, "{}", line.trim_end());
}

/// Returns a text without the accidents of its file: byte-order mark, CR, space at line ends,
/// blank lines at both ends, control characters such as form feeds.
fn tidy(text: &str) -> String {
    let text = text
        .trim_start_matches('\u{feff}')
        .replace("\r\n", "\n")
        .replace('\r', "\n");
    let kept = |c: &char| !c.is_control() || *c == '\n' || *c == '\t';
    let lines: Vec<String> = text
        .lines()
        .map(|line| {
            line.chars()
                .filter(kept)
                .collect::<String>()
                .trim_end()
                .to_owned()
        })
        .collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

/// Returns a form in which two copies of one text are equal though they differ in line breaks,
/// rules, quotes, capitals, or in how they write a web address.
fn compared(text: &str) -> String {
    let letters = text.to_lowercase().replace("https:", "http:");
    letters.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Returns "Ann Other" for "Ann Other <ann@example.org>".
fn without_mail(author: &str) -> String {
    let name = author.split('<').next().unwrap_or(author).trim();
    name.trim_end_matches(',').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn component(name: &str, texts: &[&str]) -> Component {
        Component {
            name: name.to_owned(),
            version: Some("1.0.0".to_owned()),
            licence: "MIT".to_owned(),
            authors: Vec::new(),
            source: None,
            texts: texts.iter().map(|text| (*text).to_owned()).collect(),
            is_standard_text: false,
        }
    }

    #[test]
    fn a_shared_text_is_printed_once() {
        let components = vec![
            component("one", &["Permission is\r\nhereby granted"]),
            component(
                "two",
                &["* Permission is \"hereby granted\"\n", "Other text"],
            ),
        ];
        let out = render(&[("Crates", components)]);
        assert_eq!(
            out.matches("hereby granted").count(),
            1,
            "accidents of form make no second text"
        );
        assert!(
            out.contains("  Texts:   1, 2\n"),
            "the second component points to both:\n{out}"
        );
        assert!(!out.contains('\r'), "lines end with LF alone");
    }

    #[test]
    fn mail_addresses_are_left_out() {
        assert_eq!(
            without_mail("Ann Other <ann@example.org>"),
            "Ann Other",
            "the name stays"
        );
    }
}
