//! Tables of data, before anybody decides whether they become CSV or a worksheet.

use proviso_core::date::Date;
use proviso_core::report::{ActionEntry, Counsel, CounselEntry, Entry, Report, Sign};

use super::Answered;

/// Which table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Listing {
    /// Every gap's action, by priority.
    #[default]
    Actions,
    /// Every item in scope with its answer.
    Answers,
}

/// A table of data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sheet {
    pub(super) name: &'static str,
    pub(super) columns: Vec<Column>,
    /// Rows; each has one value per column.
    pub(super) rows: Vec<Vec<Value>>,
}

/// A column: what stands above it, and how wide it is, in characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) title: String,
    pub(super) width: u16,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    Empty,
    Text(String),
    Day(Date),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        match text.trim() {
            "" => Self::Empty,
            _ => Self::Text(text.to_owned()),
        }
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<&Option<String>> for Value {
    fn from(text: &Option<String>) -> Self {
        text.as_deref().map_or(Self::Empty, Self::from)
    }
}

impl From<Option<Date>> for Value {
    fn from(day: Option<Date>) -> Self {
        day.map_or(Self::Empty, Self::Day)
    }
}

fn columns<const N: usize>(columns: [(&str, u16); N]) -> Vec<Column> {
    let columns = columns.into_iter().map(|(title, width)| Column {
        title: title.to_owned(),
        width,
    });
    columns.collect()
}

/// The table that a CSV file holds.
pub(super) fn listing(model: Answered<'_>, listing: Listing) -> Sheet {
    match (listing, model) {
        (Listing::Actions, model) => actions(model.actions()),
        (Listing::Answers, Answered::Executive(report)) => answers(report),
        (Listing::Answers, Answered::Counsel(counsel)) => recorded(counsel),
    }
}

/// The action plan.
pub(super) fn actions(actions: &[ActionEntry]) -> Sheet {
    let rows = actions.iter().map(|action| {
        vec![
            Value::from(action.priority.label()),
            Value::from(&action.what),
            Value::from(&action.detail),
            Value::from(&action.owner),
            Value::from(action.due_on),
            Value::from(&action.standing),
            Value::from(action.accepted_until),
            Value::from(&action.theme),
            Value::from(&action.item),
            Value::from(&action.reason),
        ]
    });
    Sheet {
        name: "Action plan",
        columns: columns([
            ("Priority", 9),
            ("Action", 38),
            ("How", 30),
            ("Owner", 18),
            ("Due", 12),
            ("Status", 17),
            ("Accepted until", 12),
            ("Theme", 18),
            ("Item", 24),
            ("Why this priority", 24),
        ]),
        rows: rows.collect(),
    }
}

/// What is not yet established.
pub(super) fn open(model: Answered<'_>) -> Sheet {
    let rows = model.open().iter().map(|entry| {
        vec![
            Value::from(&entry.question),
            Value::from(&entry.theme),
            Value::from(&entry.ask),
            Value::from(&entry.state),
        ]
    });
    Sheet {
        name: "Open questions",
        columns: columns([
            ("Not yet established", 70),
            ("Theme", 30),
            ("Who may know", 26),
            ("State", 14),
        ]),
        rows: rows.collect(),
    }
}

/// Every date ahead, with whom it binds.
pub(super) fn dates(model: Answered<'_>) -> Sheet {
    let rows = model.dates().iter().map(|date| {
        vec![
            Value::Day(date.day),
            Value::from(&date.what),
            Value::from(&date.whom),
            Value::from(if date.binds_company { "Yes" } else { "No" }),
            Value::from(date.confidence.label()),
        ]
    });
    Sheet {
        name: "Dates ahead",
        columns: columns([
            ("Date", 12),
            ("What", 60),
            ("Whom it binds", 46),
            ("Binds this company", 19),
            ("Attested", 14),
        ]),
        rows: rows.collect(),
    }
}

/// The answers as the executive copy has them.
fn answers(report: &Report) -> Sheet {
    let mut rows = Vec::new();
    for section in &report.sections {
        for entry in &section.entries {
            rows.push(answer(&section.cite, &section.heading, entry));
        }
    }
    Sheet {
        name: "Answers",
        columns: columns([
            ("Provision", 14),
            ("Heading", 30),
            ("Item", 34),
            ("Question", 60),
            ("Answer", 24),
            ("Facts", 60),
            ("Instead, or why not", 40),
            ("Basis", 18),
            ("Basis date", 12),
            ("Owner", 22),
            ("Action", 48),
            ("Rests on", 48),
        ]),
        rows,
    }
}

fn answer(cite: &str, heading: &str, entry: &Entry) -> Vec<Value> {
    vec![
        Value::from(cite),
        Value::from(heading),
        Value::from(&entry.title),
        Value::from(&entry.question),
        Value::from(&entry.answer),
        Value::from(&entry.facts),
        Value::from(&entry.because),
        Value::from(entry.basis_kind.map_or("", |kind| kind.label())),
        Value::from(entry.basis_on),
        Value::from(&entry.owner),
        Value::from(&entry.action),
        Value::from(&entry.standing),
    ]
}

/// What counsel's file records under a label of its own comes in this order; labels that are not here follow.
const LABELS: [&str; 21] = [
    "Facts",
    "Measure instead",
    "Why not",
    "Measure (not in use)",
    "Reason (not in use)",
    "Counsel’s analysis",
    "Recommendation",
    "Counsel’s advice",
    "Business grounds for",
    "Business grounds against",
    "Decided by",
    "Decided on",
    "Look again when",
    "Look again on",
    "Basis",
    "Basis, in words",
    "Seen, said or tested on",
    "How sure",
    "Owner",
    "Still to do",
    "Flagged",
];

/// The answers as counsel's file has them, what was recorded each under its label.
fn recorded(counsel: &Counsel) -> Sheet {
    let asked = counsel.sections.iter().flat_map(|section| {
        let entries = section.entries.iter();
        entries.map(|entry| (section.cite.as_str(), section.heading.as_str(), entry))
    });
    let attic = counsel.attic.iter();
    let attic = attic.map(|entry| ("", "Not asked, with an answer kept", entry));
    let retired = counsel.retired.iter();
    let retired = retired.map(|kept| ("", kept.run.as_str(), &kept.entry));
    let entries: Vec<(&str, &str, &CounselEntry)> = asked.chain(attic).chain(retired).collect();
    let mut labels: Vec<&str> = LABELS.to_vec();
    for (label, _) in entries.iter().flat_map(|(_, _, entry)| &entry.recorded) {
        if !labels.contains(&label.as_str()) {
            labels.push(label);
        }
    }
    let mut head = columns([
        ("Item id", 24),
        ("Provision", 14),
        ("Heading", 30),
        ("Item", 34),
        ("Question as answered", 60),
        ("Answer", 24),
        ("Re-affirmed", 13),
    ]);
    head.extend(labels.iter().map(|label| Column {
        title: (*label).to_owned(),
        width: 40,
    }));
    head.extend(columns([
        ("Evidence", 40),
        ("Text hash", 14),
        ("Rests on", 48),
    ]));
    let rows = entries.into_iter().map(|(cite, heading, entry)| {
        let mut row = vec![
            Value::from(&entry.id),
            Value::from(cite),
            Value::from(heading),
            Value::from(&entry.title),
            Value::from(&entry.question),
            Value::from(&entry.answer),
            Value::from(match (entry.carried, entry.sign) {
                (true, _) => "Not yet",
                (false, Sign::Open) => "",
                (false, _) => "Yes",
            }),
        ];
        row.extend(labels.iter().map(|wanted| {
            let given = entry.recorded.iter().filter(|(label, _)| label == wanted);
            let given: Vec<&str> = given.map(|(_, text)| text.as_str()).collect();
            Value::from(given.join("\n").as_str())
        }));
        let files = entry.evidence.iter().map(|file| file.name.as_str());
        row.extend([
            Value::from(files.collect::<Vec<_>>().join("\n").as_str()),
            Value::from(&entry.text_hash),
            Value::from(&entry.standing),
        ]);
        row
    });
    Sheet {
        name: "Answers",
        rows: rows.collect(),
        columns: head,
    }
}
