//! Edits a Word file as Word does when a form is filled: in the XML of its parts.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};

use proviso_core::answer::{BasisKind, Verdict};
use proviso_core::date::Date;
use proviso_core::request::{Asks, Reply, Request, Respondent, Stated};

use crate::made::in_order;

/// A Word file with its parts at hand.
#[derive(Clone)]
pub(crate) struct Edited(pub(crate) BTreeMap<String, Vec<u8>>);

impl Edited {
    pub(crate) fn open(bytes: &[u8]) -> Self {
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("the file is a container");
        let parts = (0..zip.len()).map(|at| {
            let mut part = zip.by_index(at).unwrap();
            let name = part.name().unwrap().into_owned();
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).unwrap();
            (name, bytes)
        });
        Self(parts.collect())
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        for (name, bytes) in &self.0 {
            zip.start_file(name.as_str(), options).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    pub(crate) fn part(&self, name: &str) -> String {
        String::from_utf8(self.0[name].clone()).unwrap()
    }

    pub(crate) fn main(&self) -> String {
        self.part("word/document.xml")
    }

    /// Changes the text of the file.
    pub(crate) fn change(&mut self, change: impl FnOnce(String) -> String) {
        let main = change(self.main());
        self.0
            .insert(String::from("word/document.xml"), main.into_bytes());
    }

    /// Where the control with this tag stands in the text.
    pub(crate) fn control(&self, tag: &str) -> (usize, usize) {
        let main = self.main();
        let at = main
            .find(&format!("<w:tag w:val=\"{tag}\"/>"))
            .unwrap_or_else(|| panic!("there is a control {tag}"));
        let start = main[..at].rfind("<w:sdt>").unwrap();
        let end = main[at..].find("</w:sdt>").unwrap() + at + "</w:sdt>".len();
        (start, end)
    }

    /// Puts other XML in the place of a control.
    pub(crate) fn replace(&mut self, tag: &str, xml: &str) {
        let (start, end) = self.control(tag);
        self.change(|main| format!("{}{xml}{}", &main[..start], &main[end..]));
    }

    /// Fills a control with runs.
    pub(crate) fn fill_with(&mut self, tag: &str, runs: &str) {
        let (start, end) = self.control(tag);
        let main = self.main();
        let control = main[start..end].replace("<w:showingPlcHdr/>", "");
        let content = control.find("<w:sdtContent>").unwrap() + "<w:sdtContent>".len();
        let control = format!("{}{runs}</w:sdtContent></w:sdt>", &control[..content]);
        self.replace(tag, &control);
    }

    /// Fills a control with text, as Word does: a line feed is a break.
    pub(crate) fn fill(&mut self, tag: &str, text: &str) {
        self.fill_with(tag, &runs(text));
    }

    /// Chooses a day in a control.
    pub(crate) fn pick(&mut self, tag: &str, day: Date) {
        self.fill(tag, &day.long());
        let (start, end) = self.control(tag);
        let date = format!("<w:date w:fullDate=\"{day}T00:00:00Z\">");
        let control = self.main()[start..end].replace("<w:date>", &date);
        self.replace(tag, &control);
    }
}

pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

pub(crate) fn runs(text: &str) -> String {
    let lines: Vec<String> = text
        .split('\n')
        .map(|line| {
            format!(
                "<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>",
                escaped(line)
            )
        })
        .collect();
    lines.join("<w:r><w:br/></w:r>")
}

pub(crate) fn tag(item: &str, field: &str) -> String {
    format!("proviso.{item}.{field}")
}

/// How a respondent knows, as the form words it.
pub(crate) const BASES: [(BasisKind, &str); 4] = [
    (BasisKind::Document, "Document seen"),
    (BasisKind::Interview, "Was told"),
    (BasisKind::Tested, "Tested"),
    (BasisKind::Assumed, "Assumed"),
];

/// A reply in which something is stated about every item but the last.
pub(crate) fn reply(request: &Request) -> Reply {
    let items = in_order(request);
    let last = items.len() - 1;
    let answers = items[..last].iter().enumerate().map(|(at, asked)| {
        let mut stated = Stated {
            item: asked.item.clone(),
            item_hash: asked.item_hash.0.clone(),
            facts: Some(format!(
                "Line one of {at}, “as it is” & <so>.\nLine two, since May 2026."
            )),
            basis: Some(BASES[at % 4].0),
            evidence: (at % 2 == 0).then(|| format!("Runbook {at}, on the wiki")),
            on: (at % 3 == 0).then(|| Date::from_ymd(2026, 12, 3).unwrap()),
            ..Stated::default()
        };
        match &asked.asks {
            Asks::Practice { .. } => stated.verdict = Some(Verdict::ALL[at % 6]),
            Asks::Choice { options } => stated.choice = Some(options[1].0.clone()),
            Asks::Text => stated.value = Some(String::from("Two systems,\nboth in Ohio")),
            Asks::Date => stated.value = Some(String::from("2026-07-01")),
            Asks::Number => stated.value = Some(String::from("42")),
            Asks::Grounds => {}
        }
        stated
    });
    Reply {
        request: request.id.clone(),
        assessment: request.assessment.clone(),
        pack_hash: request.pack.hash.clone(),
        by: Respondent {
            name: String::from("Ada Lindqvist-O’Neil"),
            role: String::from("Head of Security & Trust"),
        },
        on: Date::from_ymd(2026, 12, 4),
        answers: answers.collect(),
    }
}

/// Fills a form so that it says this.
pub(crate) fn filled(form: &[u8], request: &Request, reply: &Reply) -> Edited {
    let mut file = Edited::open(form);
    file.fill("proviso-by.name", &reply.by.name);
    file.fill("proviso-by.role", &reply.by.role);
    if let Some(day) = reply.on {
        file.pick("proviso-by.on", day);
    }
    for stated in &reply.answers {
        let asked = request.items.iter().find(|asked| asked.item == stated.item);
        let asks = &asked.unwrap().asks;
        let tag = |field: &str| tag(&stated.item, field);
        if let Some(verdict) = stated.verdict {
            file.fill(&tag("verdict"), verdict.label());
        }
        if let (Some(choice), Asks::Choice { options }) = (&stated.choice, asks) {
            let option = options.iter().find(|(id, _)| id == choice).unwrap();
            file.fill(&tag("choice"), &option.1);
        }
        match (&stated.value, asks) {
            (Some(day), Asks::Date) => file.pick(&tag("day"), day.parse().unwrap()),
            (Some(number), Asks::Number) => file.fill(&tag("number"), number),
            (Some(text), _) => file.fill(&tag("answer"), text),
            (None, _) => {}
        }
        if let Some(facts) = &stated.facts {
            file.fill(&tag("facts"), facts);
        }
        if let Some(basis) = stated.basis {
            let label = BASES.iter().find(|(known, _)| *known == basis).unwrap().1;
            file.fill(&tag("basis"), label);
        }
        if let Some(evidence) = &stated.evidence {
            file.fill(&tag("evidence"), evidence);
        }
        if let Some(day) = stated.on {
            file.pick(&tag("on"), day);
        }
    }
    file
}
