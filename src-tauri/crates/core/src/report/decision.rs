//! Decisions taken, and the record of one decision to sign.

use serde::Serialize;

use super::executive::head;
use super::limits::cut;
use super::review::review_day;
use super::words::names_crime;
use super::{Head, ReportInput};
use crate::answer::Answer;
use crate::date::Date;
use crate::overview::{DecisionState, overview};

/// A decision taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DecisionTaken {
    /// Title.
    pub title: String,
    /// The option chosen.
    pub chosen: String,
    /// Who decided.
    pub decided_by: Option<String>,
    /// When, as printed.
    pub decided_on: Option<String>,
    /// Business grounds for.
    pub grounds_for: Option<String>,
    /// Business grounds against.
    pub grounds_against: Option<String>,
    /// When it is to be looked at again, as it follows these words: `on October 15, 2026 (passed), or when: …`.
    pub review: Option<String>,
}

/// When a decision is to be looked at again. Nobody records that it was: a day that lies behind the report date has
/// passed, and no more is said of it.
fn review(answer: &Answer, on: Date) -> Option<String> {
    let day = answer.review_on.map(|day| review_day(day, on));
    match (&answer.review_trigger, day) {
        (Some(trigger), Some(day)) => Some(format!("on {day}, or when: {trigger}")),
        (Some(trigger), None) => Some(format!("when: {trigger}")),
        (None, Some(day)) => Some(format!("on {day}")),
        (None, None) => None,
    }
}

/// A decision as taken, if it was.
pub(super) fn taken(decision: &DecisionState<'_>, on: Date) -> Option<DecisionTaken> {
    let answer = &decision.answer;
    Some(DecisionTaken {
        title: decision.item.title.clone(),
        chosen: decision.chosen?.to_owned(),
        decided_by: answer.decided_by.clone(),
        decided_on: answer.decided_on.map(|day| day.long()),
        grounds_for: answer.grounds_for.clone(),
        grounds_against: answer.grounds_against.clone(),
        review: review(answer, on),
    })
}

/// The record of one decision: what was to be decided, what was, on which business grounds, to sign.
///
/// It is a business record. Counsel's analysis and advice have no field in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DecisionRecord {
    /// Title.
    pub title: String,
    /// What stands at its head and runs along its pages.
    pub head: Head,
    /// The decision's title.
    pub decision: String,
    /// The question put.
    pub question: String,
    /// Instrument, addressee and force, in words; absent for items that stand under their theme.
    pub standing: Option<String>,
    /// The words that lead to the operative words, where those are no sentence.
    pub lead_in: Option<String>,
    /// The operative words it answers to, and where they stand.
    pub words: Option<(String, String)>,
    /// The options, each with what it means, and whether it was chosen.
    pub options: Vec<(String, String, bool)>,
    /// What the pack suggests to weigh for taking part.
    pub weigh_for: Vec<String>,
    /// And against.
    pub weigh_against: Vec<String>,
    /// What is so, as recorded.
    pub facts: Option<String>,
    /// What was decided, on which grounds, and when it is to be looked at again; absent while it is open.
    pub taken: Option<DecisionTaken>,
    /// Business grounds for, of a decision that is open.
    pub grounds_for: Option<String>,
    /// Business grounds against, of a decision that is open.
    pub grounds_against: Option<String>,
    /// When an open decision is to be looked at again, as [`DecisionTaken::review`] says it.
    pub review: Option<String>,
    /// What is recommended, while it is open.
    pub recommendation: Option<String>,
    /// Items that wait on it.
    pub waiting: Vec<String>,
    /// Who should decide, as the pack suggests.
    pub decider: String,
    /// The lines for the company to sign on: each with the name above it, empty where whoever signs writes it.
    pub signers: Vec<String>,
    /// What the record should hold, as the pack suggests.
    pub record: Vec<String>,
    /// Whether texts were cut so that the record keeps to two pages. Nothing is said of where they are whole: a
    /// reader of this record need not have another copy.
    pub cut: bool,
}

/// How many characters of one text a decision record shows: the renderer takes the first of these with which it
/// keeps to two pages.
pub const RECORD_STEPS: [usize; 42] = [
    20_000, 12_000, 8_000, 6_000, 5_000, 4_400, 3_900, 3_500, 3_100, 2_800, 2_500, 2_375, 2_250,
    2_125, 2_000, 1_900, 1_800, 1_700, 1_600, 1_525, 1_450, 1_375, 1_300, 1_225, 1_150, 1_075,
    1_000, 900, 800, 720, 640, 570, 500, 450, 400, 330, 270, 200, 120, 80, 50, 24,
];

impl DecisionRecord {
    /// Returns the business grounds, for and against, whether it is taken or open.
    pub fn grounds(&self) -> [Option<&str>; 2] {
        match &self.taken {
            Some(taken) => [
                taken.grounds_for.as_deref(),
                taken.grounds_against.as_deref(),
            ],
            None => [self.grounds_for.as_deref(), self.grounds_against.as_deref()],
        }
    }

    /// Returns when it is to be looked at again, whether it is taken or open.
    pub fn looked_at_again(&self) -> Option<&str> {
        match &self.taken {
            Some(taken) => taken.review.as_deref(),
            None => self.review.as_deref(),
        }
    }

    /// Returns the record with no text longer than so many characters.
    #[must_use]
    pub fn within(&self, characters: usize) -> Self {
        let mut record = self.clone();
        let mut shortened = false;
        let mut text = |text: &mut String| {
            // Paragraphs are kept as they were typed where nothing has to go.
            if text.chars().count() > characters {
                *text = cut(text, characters);
                shortened = true;
            }
        };
        for words in [
            &mut record.decision,
            &mut record.question,
            &mut record.decider,
        ] {
            text(words);
        }
        let taken = record.taken.as_mut();
        if let Some(taken) = taken {
            text(&mut taken.chosen);
            for words in [
                &mut taken.decided_by,
                &mut taken.grounds_for,
                &mut taken.grounds_against,
                &mut taken.review,
            ]
            .into_iter()
            .flatten()
            {
                text(words);
            }
        }
        for words in [
            &mut record.facts,
            &mut record.recommendation,
            &mut record.grounds_for,
            &mut record.grounds_against,
            &mut record.review,
            &mut record.lead_in,
        ]
        .into_iter()
        .flatten()
        {
            text(words);
        }
        if let Some((words, _)) = &mut record.words {
            text(words);
        }
        for (label, meaning, _) in &mut record.options {
            text(label);
            text(meaning);
        }
        for list in [
            &mut record.weigh_for,
            &mut record.weigh_against,
            &mut record.waiting,
            &mut record.signers,
            &mut record.record,
        ] {
            list.iter_mut().for_each(&mut text);
        }
        if characters < 100 {
            // The pack's suggestions go before what was recorded does.
            for list in [
                &mut record.weigh_for,
                &mut record.weigh_against,
                &mut record.waiting,
                &mut record.record,
            ] {
                shortened |= !list.is_empty();
                list.clear();
            }
        }
        record.head = record.head.shortened(characters.clamp(12, 400));
        record.cut = shortened;
        record
    }
}

/// The lines for the company to sign on. Whoever decided alone is named above the line. Where more than one did, or
/// should, there are two lines, and each writes a name: which name belongs to which hand is not on record.
fn signers(decided_by: Option<&str>, suggested: &str) -> Vec<String> {
    const JOINED: [&str; 6] = [" and ", " with ", " together", ";", "&", "\n"];
    let several = |who: &str| JOINED.iter().any(|joined| who.contains(joined));
    match decided_by {
        Some(who) if !several(who) => vec![who.to_owned()],
        None if !several(suggested) => vec![String::new()],
        _ => vec![String::new(); 2],
    }
}

/// Makes the record of one decision in scope; `None` where the item is no decision in scope.
pub fn decision_record(input: &ReportInput<'_>, item: &str) -> Option<DecisionRecord> {
    let read = overview(input.state, input.on);
    let pack = input.state.pack;
    let state = read.decisions.iter().find(|state| state.item.id == item)?;
    let item = state.item;
    let decision = item.decision()?;
    let apart = names_crime(pack, item);
    let provision = pack.provision(&item.provision).filter(|_| !apart);
    let lead_in = provision.and_then(|provision| pack.lead_in(provision));
    let words = provision.and_then(|provision| Some((provision.text.clone()?, provision.cite())));
    let options = item.options().iter().map(|option| {
        let chosen = state.answer.choice.as_deref() == Some(option.id.as_str());
        (option.label.clone(), option.meaning.clone(), chosen)
    });
    let open = state.chosen.is_none();
    Some(DecisionRecord {
        title: String::from("Decision record"),
        head: head(input, &read),
        decision: item.title.clone(),
        question: item.question.clone(),
        standing: (!apart).then(|| {
            format!(
                "{} · {} · {}",
                item.instrument_name,
                item.addressee,
                item.force.label()
            )
        }),
        lead_in,
        words,
        options: options.collect(),
        weigh_for: decision.weigh_for.clone(),
        weigh_against: decision.weigh_against.clone(),
        facts: state.answer.facts.clone(),
        taken: taken(state, input.on),
        recommendation: state.answer.recommendation.clone().filter(|_| open),
        grounds_for: state.answer.grounds_for.clone().filter(|_| open),
        grounds_against: state.answer.grounds_against.clone().filter(|_| open),
        review: review(&state.answer, input.on).filter(|_| open),
        waiting: state
            .waiting
            .iter()
            .map(|item| item.title.clone())
            .collect(),
        signers: signers(
            state.answer.decided_by.as_deref().filter(|_| !open),
            &decision.decider,
        ),
        decider: decision.decider.clone(),
        record: decision.record.clone(),
        cut: false,
    })
}
