//! Proposals: a statement beside the answer that it may become. Only counsel makes it one, and the basis
//! then says who stated it, and when.

use serde::{Deserialize, Serialize};

use super::{Form, Respondent, Returned, Stated};
use crate::answer::{Answer, AnswerError, BasisKind, Field, Verdict};
use crate::date::Date;
use crate::evidence::{Evidence, MAX_EVIDENCE_TEXT_BYTES};
use crate::pack::{Fact, FactValue, Item, Kind};

/// Longest title of a document that is named in a statement, in characters; the whole of a longer text is
/// the note.
const TITLE_CHARS: usize = 200;

/// What became of a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Outcome {
    /// It is the answer, as it was stated.
    Accepted,
    /// It is the answer, as counsel changed it.
    Edited,
    /// It is not the answer.
    SetAside,
}

/// What counsel makes of a statement: the answer's own fields, each as it is to be recorded.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Taken {
    /// Practice: how it stands; absent leaves the answer's verdict as it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    /// Choice: the identifier of the option; absent leaves it as it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub choice: Option<String>,
    /// Text, date or whole number; absent leaves it as it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The facts as they are to stand; absent leaves them as they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub facts: Option<String>,
    /// Which measure serves instead; absent takes the facts, where that is what is stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub measure: Option<String>,
    /// Why the item is not applicable; absent takes the facts, where that is what is stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// A statement with who made it, and how it came.
#[derive(Debug, Clone, Copy)]
pub struct Attributed<'a> {
    /// What is stated.
    pub stated: &'a Stated,
    /// Who states it.
    pub by: &'a Respondent,
    /// The day as of which it is stated.
    pub on: Date,
    /// In which form it came.
    pub form: Form,
}

impl Form {
    /// Returns what people call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Paper => "Interview sheet (PDF)",
            Self::Word => "Word form",
            Self::Proviso => "Proviso file",
        }
    }
}

impl Respondent {
    /// Returns name and role as printed: `Kim Lee, Head of Security`.
    pub fn printed(&self) -> String {
        match (self.name.trim(), self.role.trim()) {
            (name, "") => name.to_owned(),
            (name, role) => format!("{name}, {role}"),
        }
    }
}

impl Returned {
    /// Returns one statement with who made it: the person named in the reply, else whom counsel asked; on
    /// the day that the statement gives, else the reply, else the day on which it was received.
    pub fn attributed<'a>(
        &'a self,
        stated: &'a Stated,
        asked: &'a Respondent,
        received: Date,
    ) -> Attributed<'a> {
        let is_named = !self.by.name.trim().is_empty();
        Attributed {
            stated,
            by: if is_named { &self.by } else { asked },
            on: stated.on.or(self.on).unwrap_or(received),
            form: self.form,
        }
    }
}

impl Attributed<'_> {
    /// Returns the basis in words, as it is recorded with the answer: `Stated by Kim Lee, Head of Security,
    /// on December 1, 2026 (Word form; own basis: document seen)`.
    pub fn basis(&self) -> String {
        let how = match self.form {
            Form::Paper => "interview sheet",
            Form::Word => "Word form",
            Form::Proviso => "Proviso file",
        };
        let own = match self.stated.basis {
            None => "",
            Some(BasisKind::Document) => "; own basis: document seen",
            Some(BasisKind::Interview) => "; own basis: asked others",
            Some(BasisKind::Tested) => "; own basis: tested",
            Some(BasisKind::Assumed) => "; own basis: assumed",
        };
        let comma = if self.by.role.trim().is_empty() {
            ""
        } else {
            ","
        };
        format!(
            "Stated by {}{comma} on {} ({how}{own})",
            self.by.printed(),
            self.on.long()
        )
    }

    /// Returns the statement as it would be taken unchanged: what counsel starts from.
    pub fn taken(&self) -> Taken {
        let stated = self.stated;
        let facts = stated.facts.clone();
        let instead = |verdict| {
            let is_it = stated.verdict == Some(verdict);
            facts.clone().filter(|_| is_it)
        };
        Taken {
            verdict: stated.verdict,
            choice: stated.choice.clone(),
            value: stated.value.clone(),
            measure: instead(Verdict::Alternative),
            reason: instead(Verdict::NotApplicable),
            facts,
        }
    }

    /// Returns the reference to the documents that the respondent names; `None` where none is named.
    pub fn evidence(&self) -> Option<Evidence> {
        let named = self.stated.evidence.as_deref()?.trim();
        let first = named.lines().next().unwrap_or_default().trim();
        if first.is_empty() {
            return None;
        }
        let title: String = first.chars().take(TITLE_CHARS).collect();
        let mut note = format!("Named by {}, not seen by counsel.", self.by.printed());
        if title != named {
            note.push('\n');
            note.push_str(named);
        }
        while note.len() > MAX_EVIDENCE_TEXT_BYTES {
            note.pop();
        }
        Some(Evidence {
            title,
            note: Some(note),
            ..Evidence::default()
        })
    }

    /// Makes an answer of the statement as counsel takes it, on top of the one that stands. Fields about
    /// which nothing is taken stay, and so do counsel's own.
    ///
    /// # Errors
    /// Something that is taken does not fit the item.
    pub fn answer(
        &self,
        item: &Item,
        before: &Answer,
        taken: &Taken,
    ) -> Result<Answer, AnswerError> {
        let mut next = before.clone();
        if let Some(verdict) = taken.verdict {
            let word = serde_json::to_value(verdict).unwrap_or_default();
            next = next.with(item, Field::Verdict, word.as_str())?;
        }
        if let Some(choice) = &taken.choice {
            next = next.with(item, Field::Choice, Some(choice))?;
        }
        if let Some(value) = &taken.value {
            next = next.with(item, Field::Value, Some(value))?;
        }
        if let Some(facts) = &taken.facts {
            next = next.with(item, Field::Facts, Some(facts))?;
        }
        let instead = |given: &Option<String>, verdict| {
            let given = given.clone().filter(|text| !text.trim().is_empty());
            given.or_else(|| {
                let is_it = taken.verdict == Some(verdict);
                taken.facts.clone().filter(|_| is_it)
            })
        };
        if let Some(measure) = instead(&taken.measure, Verdict::Alternative) {
            next = next.with(item, Field::Measure, Some(&measure))?;
        }
        if let Some(reason) = instead(&taken.reason, Verdict::NotApplicable) {
            next = next.with(item, Field::Reason, Some(&reason))?;
        }
        next.basis = Some(BasisKind::Interview);
        next = next.with(item, Field::BasisDetail, Some(&self.basis()))?;
        next.basis_on = Some(self.on);
        Ok(next)
    }

    /// Says whether what is taken is what was stated.
    pub fn outcome(&self, taken: &Taken) -> Outcome {
        let plain = |taken: &Taken| {
            let text = |text: &Option<String>| {
                let text = text.as_deref().unwrap_or_default();
                text.replace("\r\n", "\n").trim().to_owned()
            };
            (
                taken.verdict,
                text(&taken.choice),
                text(&taken.value),
                text(&taken.facts),
            )
        };
        if plain(taken) == plain(&self.taken()) {
            Outcome::Accepted
        } else {
            Outcome::Edited
        }
    }
}

impl Stated {
    /// Returns what is stated in answer to the question itself, in words: the verdict, the option or the
    /// value; `None` where nothing is.
    pub fn in_words(&self, item: Option<&Item>) -> Option<String> {
        if let Some(verdict) = self.verdict {
            return Some(verdict.label().to_owned());
        }
        if let Some(choice) = &self.choice {
            let options = item.map(Item::options).unwrap_or_default();
            let known = options.iter().find(|option| option.id == *choice);
            return Some(known.map_or_else(|| choice.clone(), |option| option.label.clone()));
        }
        let value = self.value.as_ref()?;
        let is_date = item.is_some_and(|item| {
            matches!(
                &item.kind,
                Kind::Fact(Fact {
                    value: FactValue::Date,
                    ..
                })
            )
        });
        match value.parse::<Date>() {
            Ok(day) if is_date => Some(day.long()),
            _ => Some(value.clone()),
        }
    }
}
