//! Inlines: runs of text, signs and links.

use crate::document::{Inline, Inlines, LinkTarget, Mark, Status, Text};

use super::body::Body;
use super::sets::{ACCENT, MUTED, SIGNS};
use super::xml::{Element, element, valued};
use crate::power::with_raised;

impl Body<'_> {
    /// The runs of a piece of running text.
    pub(super) fn runs(&mut self, inlines: &Inlines) -> Vec<Element> {
        let runs = inlines.0.iter().map(|inline| match inline {
            Inline::Text(text) => run(text, None),
            Inline::Break => element("w:r").child(element("w:br")),
            Inline::Status(status, _) => sign(*status),
            Inline::Link(link) => {
                let pressed = run(&link.text, Some("Hyperlink"));
                match &link.target {
                    LinkTarget::Anchor(anchor) => match self.bookmark_of(anchor) {
                        Some(name) => element("w:hyperlink").with("w:anchor", name).child(pressed),
                        None => run(&link.text, None),
                    },
                    LinkTarget::Uri(address) => match self.relation_to(address) {
                        Some(id) => element("w:hyperlink")
                            .with("r:id", id)
                            .with("w:history", "1")
                            .child(pressed),
                        None => run(&link.text, None),
                    },
                }
            }
        });
        runs.collect()
    }
}

/// Text in one manner. A line feed begins a new line.
fn run(text: &Text, style: Option<&str>) -> Element {
    let mut manner = element("w:rPr").maybe(style.map(|style| valued("w:rStyle", style)));
    if text.bold {
        manner = manner.child(element("w:b")).child(element("w:bCs"));
    }
    if text.italic {
        manner = manner.child(element("w:i")).child(element("w:iCs"));
    }
    if text.mark == Some(Mark::Removed) {
        manner = manner.child(element("w:strike"));
    }
    if text.muted {
        manner = manner.child(valued("w:color", MUTED));
    }
    if text.mark == Some(Mark::Added) {
        manner = manner.child(valued("w:u", "single").with("w:color", ACCENT));
    }
    if text.mark == Some(Mark::Noted) {
        manner = manner.child(shade("E4E2DB"));
    }
    let run = element("w:r").maybe((!manner.is_empty()).then_some(manner));
    lines(run, &text.text)
}

/// A ground of one color.
pub(super) fn shade(fill: &str) -> Element {
    valued("w:shd", "clear")
        .with("w:color", "auto")
        .with("w:fill", fill)
}

/// Adds text to a run, line by line; tabs are spaces, as in the PDF.
pub(super) fn lines(run: Element, text: &str) -> Element {
    let text = text
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .replace('\t', " ");
    let mut run = run;
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            run = run.child(element("w:br"));
        }
        if !line.is_empty() {
            let line = with_raised(line);
            run = run.child(element("w:t").with("xml:space", "preserve").text(&line));
        }
    }
    run
}

/// A sign, each of its own shape. The words it stands for follow it in the text.
fn sign(status: Status) -> Element {
    let shape = match status {
        Status::Full => "●",
        Status::Half => "◐",
        Status::Empty => "○",
        Status::Diamond => "◆",
        Status::Slashed => "⊘",
        Status::Question => "?",
        Status::Dot => "•",
    };
    let fonts = element("w:rFonts")
        .with("w:ascii", SIGNS)
        .with("w:hAnsi", SIGNS)
        .with("w:eastAsia", SIGNS)
        .with("w:cs", SIGNS);
    element("w:r")
        .child(element("w:rPr").child(fonts))
        .child(element("w:t").text(shape))
}
