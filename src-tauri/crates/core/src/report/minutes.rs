//! The minute insert: a short text for the board's minutes.
//!
//! It records what was put before a meeting: which report, stating the law as of which day; which decisions it
//! showed as taken, by whom and when; which were open; and when the company looks again. It has no field for an
//! answer, a ground, a recommendation, a share or a count. What only the company knows (which body met, who
//! presented, what was resolved) stands in brackets, and nothing says that anybody approved anything.

use serde::Serialize;

use super::executive::head;
use super::limits::cut;
use super::review::ReviewDays;
use super::words::counted;
use super::{Head, ReportInput};
use crate::date::Date;
use crate::overview::{DecisionState, overview};

/// The minute insert.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Minutes {
    /// Title.
    pub title: String,
    /// What stands at its head and runs along its page.
    pub head: Head,
    /// What the secretary of the meeting has to do with it; no part of the minutes.
    pub guidance: String,
    /// The heading in the minutes.
    pub heading: String,
    /// What was presented and received.
    pub received: String,
    /// The decisions that the report showed as taken.
    pub taken: MinuteList,
    /// The decisions that were open.
    pub open: MinuteList,
    /// When the company looks again.
    pub review: String,
    /// Where legal advice, if there was any, is recorded.
    pub advice: String,
    /// Whether texts were cut so that the insert keeps to one page.
    pub cut: bool,
}

/// Decisions with what leads to them and what follows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MinuteList {
    /// The sentence above.
    pub lead: String,
    /// The decisions, in the pack's order.
    pub entries: Vec<MinuteEntry>,
    /// The sentence below; absent where there are none.
    pub then: Option<String>,
}

/// One decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MinuteEntry {
    /// Title.
    pub title: String,
    /// The option chosen; absent while it is open.
    pub chosen: Option<String>,
    /// By whom and when; for an open one, when it is looked at again.
    pub text: String,
}

/// How much of an insert is shown: characters of any one text, and decisions of either list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MinuteLimits {
    /// Characters of any one text.
    pub characters: usize,
    /// Decisions of either list.
    pub decisions: usize,
}

/// The limits to try, from the widest to the narrowest: the renderer takes the first with which the insert keeps to
/// one page.
pub const MINUTE_STEPS: [MinuteLimits; 24] = {
    let steps = [
        (400, usize::MAX),
        (160, usize::MAX),
        (130, usize::MAX),
        (110, usize::MAX),
        (90, usize::MAX),
        (90, 16),
        (90, 14),
        (90, 12),
        (90, 11),
        (90, 10),
        (90, 9),
        (90, 8),
        (90, 7),
        (90, 6),
        (90, 5),
        (75, 5),
        (60, 5),
        (60, 4),
        (60, 3),
        (60, 2),
        (60, 1),
        (24, 1),
        (12, 1),
        (6, 1),
    ];
    let mut limits = [MinuteLimits {
        characters: 0,
        decisions: 0,
    }; 24];
    let mut at = 0;
    while at < steps.len() {
        let (characters, decisions) = steps[at];
        limits[at] = MinuteLimits {
            characters,
            decisions,
        };
        at += 1;
    }
    limits
};

/// The words at a blank that only the company can fill.
const COMMITTEE: &str = "[name of committee]";

impl Minutes {
    /// Returns the insert within limits.
    #[must_use]
    pub fn within(&self, limits: &MinuteLimits) -> Self {
        let mut minutes = self.clone();
        let taken_was_cut = minutes.taken.cut_to(limits);
        minutes.cut = minutes.open.cut_to(limits) || taken_was_cut;
        minutes.title = cut(&minutes.title, limits.characters.max(70));
        minutes.heading = cut(&minutes.heading, limits.characters.max(70));
        minutes.head = minutes.head.shortened(match limits.characters {
            0..30 => 12,
            30..70 => 100,
            _ => 400,
        });
        // It names company, counsel and report, and is kept whole where that can be.
        minutes.received = cut(
            &minutes.received,
            match limits.characters {
                0..10 => 80,
                10..20 => 160,
                20..30 => 300,
                characters => characters.saturating_mul(16),
            },
        );
        minutes
    }
}

impl MinuteList {
    fn cut_to(&mut self, limits: &MinuteLimits) -> bool {
        let lost = self.entries.len().saturating_sub(limits.decisions);
        self.entries.truncate(limits.decisions);
        let mut shortened = lost > 0;
        for entry in &mut self.entries {
            let texts = [Some(&mut entry.title), entry.chosen.as_mut()];
            for text in texts.into_iter().flatten().chain([&mut entry.text]) {
                if text.chars().count() > limits.characters {
                    *text = cut(text, limits.characters);
                    shortened = true;
                }
            }
        }
        if lost > 0 {
            self.entries.push(MinuteEntry {
                title: counted(lost, "further decision", "further decisions"),
                chosen: None,
                text: String::from("as listed in the report."),
            });
        }
        shortened
    }
}

/// Makes the minute insert of a run.
pub fn minutes(input: &ReportInput<'_>) -> Minutes {
    let read = overview(input.state, input.on);
    let pack = input.state.pack;
    let (taken, open): (Vec<_>, Vec<_>) = read
        .decisions
        .iter()
        .partition(|state| state.chosen.is_some());
    let head = head(input, &read);
    Minutes {
        title: format!("Insert for the minutes: {}", pack.name),
        guidance: String::from(
            "For the secretary: complete or strike out what stands in brackets. What the meeting resolved is \
             added in its own words; this text records no approval.",
        ),
        heading: pack.name.clone(),
        received: received(input, &head),
        taken: taken_list(&taken),
        open: open_list(&open, input.on),
        review: review(&ReviewDays::of(&read)),
        advice: String::from(
            "[Legal advice that was sought or given on this item is privileged and is not recorded in \
             these minutes.]",
        ),
        cut: false,
        head,
    }
}

/// The days on which the report said that the company looks again, as its board page gives them.
fn review(days: &ReviewDays) -> String {
    let next = match (&days.passed, days.next) {
        (_, Some(day)) => format!(
            "The report stated {} as the next day on which the company looks again.",
            day.long()
        ),
        (None, None) => String::from("The report stated no day on which the company looks again."),
        (Some(_), None) => {
            String::from("The report stated no later day on which the company looks again.")
        }
    };
    let passed = days.passed.as_ref().map_or_else(String::new, |passed| {
        let which = match days.passed_count {
            1 => "this day",
            _ => "these days",
        };
        format!(
            "Of the days on which decisions were to be looked at again, the report stated {which} as passed: \
             {passed}. "
        )
    });
    format!("{passed}{next} [A further report was asked for at the meeting of (date).]")
}

/// Who received what from whom, and what it is.
fn received(input: &ReportInput<'_>, head: &Head) -> String {
    let matter = input.matter;
    let of = match (matter.organization.trim(), matter.unit.trim()) {
        ("", "") => String::from("the company"),
        (company, "") => company.to_owned(),
        ("", unit) => unit.to_owned(),
        (company, unit) => format!("{company}, {unit},"),
    };
    let mut made = Vec::new();
    for (how, who) in [
        ("at the request of", &matter.asked_by),
        ("at the direction of", &matter.directed_by),
    ] {
        if !who.trim().is_empty() {
            made.push(format!("{how} {}", who.trim()));
        }
    }
    let made = match made.is_empty() {
        true => String::new(),
        false => format!(
            " It was prepared {}.",
            made.join(", and ").trim_end_matches('.')
        ),
    };
    let state = match input.signed {
        Some(signed) => format!(
            "signed by {}, on {}",
            signed.by.trim_end_matches('.'),
            signed.on.long()
        ),
        None => String::from("in draft and not signed"),
    };
    format!(
        "The {COMMITTEE}, at its meeting of [date], received from [name and title] the governance \
         self-assessment of {of} on {}, in the form of its [board page] [executive copy] ({} as of {}, \
         {state}; state {}).{made} It stated the {} as of {}. [A copy is filed with the records of the \
         meeting.]",
        input.state.pack.name,
        head.run.replacen("Run", "run", 1),
        head.on,
        head.fingerprint,
        input.state.pack.states(),
        input.state.pack.law_date.long(),
    )
}

fn taken_list(taken: &[&DecisionState<'_>]) -> MinuteList {
    if taken.is_empty() {
        return MinuteList {
            lead: String::from("The report recorded no decision as taken."),
            entries: Vec::new(),
            then: None,
        };
    }
    let entries = taken.iter().map(|state| {
        let answer = &state.answer;
        let who = answer.decided_by.as_deref().unwrap_or("[name and title]");
        let when = answer
            .decided_on
            .map_or_else(|| String::from("[date]"), |day| day.long());
        MinuteEntry {
            title: state.item.title.clone(),
            chosen: state.chosen.map(str::to_owned),
            text: format!("decided by {} on {when}.", who.trim_end_matches('.')),
        }
    });
    MinuteList {
        lead: String::from("The report recorded these decisions as taken:"),
        entries: entries.collect(),
        then: Some(String::from(
            "The [committee] [took note of these decisions] [discussed them and resolved as follows: (text)].",
        )),
    }
}

fn open_list(open: &[&DecisionState<'_>], on: Date) -> MinuteList {
    if open.is_empty() {
        return MinuteList {
            lead: String::from("No decision was open on the date of the report."),
            entries: Vec::new(),
            then: None,
        };
    }
    let entries = open.iter().map(|state| MinuteEntry {
        title: state.item.title.clone(),
        chosen: None,
        // A day that has passed is none to which anything was deferred.
        text: match state.answer.review_on.filter(|day| *day >= on) {
            Some(day) => format!("to be looked at again on {}.", day.long()),
            None => String::from("to be looked at again on [date]."),
        },
    });
    MinuteList {
        lead: String::from("These decisions were open on the date of the report:"),
        entries: entries.collect(),
        then: Some(String::from(
            "The [committee] [deferred them to the days stated] [resolved as follows: (text)].",
        )),
    }
}
