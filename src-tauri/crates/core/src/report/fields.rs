//! Which copy holds which field: one table, and what follows from it.
//!
//! The table has two halves. The first declares what is *recorded* (answers, actions, evidence, who asked):
//! whether a copy shares it, omits it, or holds it only in a reduced form. The second declares what each copy's
//! *model* is built of, type by type. A field that is declared nowhere is omitted everywhere, and a test fails
//! until it is declared. Every format that is made from a model obeys it: an executive JSON file holds no more
//! than the executive PDF.

mod table;

use serde::Serialize;
use serde_json::{Map, Value};

use table::{RECORDED, models};

/// A copy of a report: what it contains differs, and not only how it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum CopyKind {
    /// The board page.
    Board,
    /// The executive copy.
    Executive,
    /// Counsel's file.
    Counsel,
    /// What changed against the run before.
    Changes,
    /// The record of one decision.
    Decision,
    /// The decisions, brought together on one page.
    Strategy,
    /// A text for the board's minutes.
    Minutes,
}

impl CopyKind {
    /// All copies, in the order of the table's columns.
    pub const ALL: [Self; 7] = [
        Self::Board,
        Self::Executive,
        Self::Counsel,
        Self::Changes,
        Self::Decision,
        Self::Strategy,
        Self::Minutes,
    ];

    /// Returns what the copy is called.
    pub fn label(self) -> &'static str {
        match self {
            Self::Board => "Board page",
            Self::Executive => "Executive copy",
            Self::Counsel => "Counsel’s file",
            Self::Changes => "What changed",
            Self::Decision => "Decision record",
            Self::Strategy => "Engagement strategy",
            Self::Minutes => "Minute insert",
        }
    }

    fn column(self) -> usize {
        match self {
            Self::Board => 0,
            Self::Executive => 1,
            Self::Counsel => 2,
            Self::Changes => 3,
            Self::Decision => 4,
            Self::Strategy => 5,
            Self::Minutes => 6,
        }
    }

    /// The type that the copy's model begins with.
    fn root(self) -> &'static str {
        match self {
            Self::Board => "Board",
            Self::Executive => "Report",
            Self::Counsel => "Counsel",
            Self::Changes => "Changes",
            Self::Decision => "DecisionRecord",
            Self::Strategy => "Strategy",
            Self::Minutes => "Minutes",
        }
    }
}

/// What a copy does with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Disposition {
    /// The copy holds it as it is.
    Share,
    /// The copy has no place for it, and nothing in it shows that it exists.
    Omit,
    /// The copy holds it in a reduced form: counted, summed, or under its theme instead of its place.
    Mask,
}

/// One row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldRow {
    /// The type, for instance `Answer` or `Entry`.
    pub of: &'static str,
    /// The field as it is named in JSON.
    pub name: &'static str,
    /// The type that it holds; empty for words, numbers and lists of them.
    pub holds: &'static str,
    copies: &'static str,
}

impl FieldRow {
    /// Returns what a copy does with the field.
    pub fn on(&self, copy: CopyKind) -> Disposition {
        match self.copies.as_bytes().get(copy.column()) {
            Some(b's') => Disposition::Share,
            Some(b'm') => Disposition::Mask,
            _ => Disposition::Omit,
        }
    }
}

/// Returns the whole table: what is recorded, then what the models are built of.
pub fn field_table() -> impl Iterator<Item = FieldRow> {
    let recorded = RECORDED.iter().flat_map(|(of, fields)| {
        fields.iter().map(|(name, copies)| FieldRow {
            of,
            name,
            holds: "",
            copies,
        })
    });
    let model = models().flat_map(|(of, copies, fields)| {
        fields.iter().map(|(name, holds)| FieldRow {
            of,
            name,
            holds,
            copies,
        })
    });
    recorded.chain(model)
}

/// Returns what a copy does with a field of a type: `disposition(CopyKind::Executive, "Answer", "analysis")`
/// is [`Disposition::Omit`]. What is declared nowhere is omitted.
pub fn disposition(copy: CopyKind, of: &str, name: &str) -> Disposition {
    field_table()
        .find(|row| row.of == of && row.name == name)
        .map_or(Disposition::Omit, |row| row.on(copy))
}

/// Returns the places in a copy's model, as JSON, that the table does not let the copy hold, each as a path:
/// `sections[0].entries[2].analysis`. Empty for every model that this crate makes.
pub fn undeclared(copy: CopyKind, model: &Value) -> Vec<String> {
    let mut found = Vec::new();
    walk(copy, copy.root(), model, "", &mut found);
    found
}

fn walk(copy: CopyKind, of: &str, value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Array(list) => {
            for (at, value) in list.iter().enumerate() {
                walk(copy, of, value, &format!("{path}[{at}]"), found);
            }
        }
        Value::Object(fields) => {
            for (name, value) in fields {
                let path = match path {
                    "" => name.clone(),
                    path => format!("{path}.{name}"),
                };
                match row_of(copy, of, name) {
                    Some(row) => walk(copy, row.holds, value, &path, found),
                    None => found.push(path),
                }
            }
        }
        _ => {}
    }
}

/// Returns a copy's model, as JSON, without anything that the table does not let the copy hold. A format that
/// writes models as data passes them through here.
pub fn permitted(copy: CopyKind, model: Value) -> Value {
    prune(copy, copy.root(), model)
}

fn prune(copy: CopyKind, of: &str, value: Value) -> Value {
    match value {
        Value::Array(list) => Value::Array(list.into_iter().map(|v| prune(copy, of, v)).collect()),
        Value::Object(fields) => {
            let kept = fields.into_iter().filter_map(|(name, value)| {
                let row = row_of(copy, of, &name)?;
                Some((name, prune(copy, row.holds, value)))
            });
            Value::Object(kept.collect::<Map<String, Value>>())
        }
        other => other,
    }
}

fn row_of(copy: CopyKind, of: &str, name: &str) -> Option<FieldRow> {
    let (of, copies, fields) = models().find(|(type_of, ..)| *type_of == of)?;
    let (name, holds) = fields.iter().find(|(field, _)| *field == name)?;
    let row = FieldRow {
        of,
        name,
        holds,
        copies,
    };
    (row.on(copy) != Disposition::Omit).then_some(row)
}
