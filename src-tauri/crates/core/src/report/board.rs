//! The board page: one page, and what is left off it when there is too much.
//!
//! The model holds everything the page could say. [`BoardPage::within`] cuts it down to stated
//! limits, and says at each place how much it left off and where that stands. The renderer takes the widest of
//! [`BOARD_STEPS`] whose page is one page.

use serde::Serialize;

use super::plan::action;
use super::review::ReviewDays;
use super::waterfall::movement_in_words;
use super::words::{asked_items, cite, names_crime, share};
use super::{ActionEntry, Head, ReportInput, executive};
use crate::action::ActionStanding;
use crate::compare::{Side, compare};
use crate::coverage::Interval;
use crate::date::Date;
use crate::overview::{DateAhead, DecisionState, Overview, overview};
use crate::pack::{Confidence, Item, ItemForce, LegalState, Pack, ProvisionForce};

/// The board page as a copy of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Board {
    /// Title.
    pub title: String,
    /// What stands at its head and runs along its page.
    pub head: Head,
    /// What it says.
    pub page: BoardPage,
}

/// What the board page says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BoardPage {
    /// What the text itself does to this company, in one or two sentences.
    pub position: String,
    /// What binds this company besides the text itself.
    pub binds: Vec<Bound>,
    /// What is offered to it.
    pub offers: Vec<Offer>,
    /// Decisions that are open: those with the soonest day first.
    pub asked: Vec<DecisionAsked>,
    /// The actions, by priority; those that are accepted last.
    pub actions: Vec<ActionEntry>,
    /// What moved since the run before, and why; absent on a first run.
    pub moved: Option<Movement>,
    /// Practices in place, all together.
    pub all: Bar,
    /// Practices in place by theme.
    pub themes: Vec<Bar>,
    /// What the affirmative answers rest on.
    pub rests: Rests,
    /// How many questions are not yet established.
    pub open: usize,
    /// The dates ahead: those that bind this company, then the soonest of the others.
    pub dates: Vec<DateEntry>,
    /// When the company looks again, as printed: a line on the days that have passed, then the next day; empty where no
    /// decision says.
    pub next_review: Vec<String>,
    /// What was left off.
    pub left_off: LeftOff,
}

/// What was left off a page, each in words that say how much and where it stands:
/// `16 more in the executive copy`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LeftOff {
    /// Instruments that bind.
    pub binds: Option<String>,
    /// Offers.
    pub offers: Option<String>,
    /// Decisions.
    pub asked: Option<String>,
    /// Actions.
    pub actions: Option<String>,
    /// Themes.
    pub themes: Option<String>,
    /// Dates.
    pub dates: Option<String>,
}

/// How much a board page holds. Lists are cut to their first entries. A text that is longer than `characters`
/// is not broken off: what is set out elsewhere is named in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BoardLimits {
    /// Instruments that bind.
    pub binds: usize,
    /// Offers.
    pub offers: usize,
    /// Decisions.
    pub asked: usize,
    /// Actions.
    pub actions: usize,
    /// Themes.
    pub themes: usize,
    /// Dates.
    pub dates: usize,
    /// Characters of any one text: at the head of the page, and of what binds, what is asked, actions and themes.
    pub characters: usize,
    /// Characters of any one text of the others: offers, dates, what moved.
    pub side_characters: usize,
}

impl BoardLimits {
    /// Returns these limits for what binds, decisions, actions and themes, and another step's for offers, dates and what
    /// moved. A renderer that sets the two beside each other cuts each as far as it needs. What stands at the head of
    /// the page takes the narrower.
    #[must_use]
    pub fn beside(&self, other: &Self) -> Self {
        Self {
            offers: other.offers,
            dates: other.dates,
            side_characters: other.side_characters,
            ..*self
        }
    }
}

/// What is cut, in this order, until one page holds the rest: each step cuts one thing further than the step
/// before it. Lists grow shorter before any text does, and the first five actions stay long. At the end every
/// list has one entry with short words, which fits whatever the texts are.
const CUTS: [Cut; 29] = [
    Cut::Binds(4),
    Cut::Offers(4),
    Cut::Dates(4),
    Cut::Offers(3),
    Cut::Dates(3),
    Cut::Asked(3),
    Cut::Binds(3),
    Cut::Characters(200),
    Cut::Themes(8),
    Cut::Asked(2),
    Cut::Offers(2),
    Cut::Binds(2),
    Cut::Dates(2),
    Cut::Characters(150),
    Cut::Asked(1),
    Cut::Binds(1),
    Cut::Offers(1),
    Cut::Dates(1),
    Cut::Characters(110),
    Cut::Actions(4),
    Cut::Actions(3),
    Cut::Characters(85),
    Cut::Themes(5),
    Cut::Actions(2),
    Cut::Characters(60),
    Cut::Actions(1),
    Cut::Characters(40),
    Cut::Characters(20),
    Cut::Characters(6),
];

#[derive(Debug, Clone, Copy)]
enum Cut {
    Binds(usize),
    Offers(usize),
    Asked(usize),
    Actions(usize),
    Themes(usize),
    Dates(usize),
    Characters(usize),
}

/// The limits to try, from the widest to the narrowest.
pub const BOARD_STEPS: [BoardLimits; CUTS.len() + 1] = {
    let mut limits = BoardLimits {
        binds: 6,
        offers: 5,
        asked: 4,
        actions: 5,
        themes: 12,
        dates: 5,
        characters: 300,
        side_characters: 300,
    };
    let mut steps = [limits; CUTS.len() + 1];
    let mut at = 0;
    while at < CUTS.len() {
        match CUTS[at] {
            Cut::Binds(most) => limits.binds = most,
            Cut::Offers(most) => limits.offers = most,
            Cut::Asked(most) => limits.asked = most,
            Cut::Actions(most) => limits.actions = most,
            Cut::Themes(most) => limits.themes = most,
            Cut::Dates(most) => limits.dates = most,
            Cut::Characters(most) => (limits.characters, limits.side_characters) = (most, most),
        }
        at += 1;
        steps[at] = limits;
    }
    steps
};

/// An instrument that binds the company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Bound {
    /// The instrument.
    pub instrument: String,
    /// Whom it speaks to.
    pub addressee: String,
    /// Where it stands, unless it is in force.
    pub status: Option<String>,
    /// Titles of the items that rest on it.
    pub items: Vec<String>,
}

/// Something offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Offer {
    /// What.
    pub title: String,
    /// Where the text says so.
    pub cite: String,
    /// Where the company stands: `open`, or the option chosen.
    pub stands: String,
}

/// An open decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DecisionAsked {
    /// Title.
    pub title: String,
    /// The question.
    pub question: String,
    /// Labels of the options.
    pub options: Vec<String>,
    /// The recommendation to the reader.
    pub recommendation: Option<String>,
    /// The day on which it is looked at again, as printed, and whether it has passed.
    pub by: Option<String>,
    /// How many items wait on it.
    pub waiting: usize,
}

/// Practices in place for one group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Bar {
    /// Label.
    pub label: String,
    /// The interval.
    pub interval: Interval,
    /// As printed.
    pub text: String,
}

/// What affirmative answers rest on, by weight, as printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Rests {
    /// Documents seen or tests.
    pub documents: String,
    /// Interviews.
    pub interviews: String,
    /// Assumption, or no basis given.
    pub assumption: String,
}

/// A date ahead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DateEntry {
    /// The day, to sort by.
    pub day: Date,
    /// What falls on it.
    pub what: String,
    /// The day, as printed.
    pub date: String,
    /// The day for narrow columns.
    pub short_date: String,
    /// Days left, in words.
    pub left: String,
    /// Whom it binds.
    pub whom: String,
    /// Whom it binds, in a few words.
    pub whom_short: String,
    /// Whether it binds this company.
    pub binds_company: bool,
    /// How well it is attested.
    pub confidence: Confidence,
}

/// What moved between two runs, at both ends of the interval.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Movement {
    /// Since when: `Since July 18, 2026`.
    pub heading: String,
    /// The run before, each cause, this run.
    pub rows: Vec<MovementRow>,
}

/// A line of a movement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct MovementRow {
    /// A run, or a cause in words.
    pub label: String,
    /// The same in a word or two, for narrow columns.
    pub short: String,
    /// At the low end, as printed: `52 %`, or with a sign for a cause.
    pub low: String,
    /// At the high end.
    pub high: String,
    /// Whether this is a run and not a cause.
    pub total: bool,
}

/// Makes the board page of a run, as a copy of its own.
pub fn board(input: &ReportInput<'_>) -> Board {
    let read = overview(input.state, input.on);
    Board {
        title: format!("Governance self-assessment: {}", input.state.pack.name),
        head: executive::head(input, &read),
        page: board_page(input, &read),
    }
}

/// Everything the board page could say.
pub(super) fn board_page(input: &ReportInput<'_>, read: &Overview<'_>) -> BoardPage {
    let pack = input.state.pack;
    let label = |id: &str| {
        pack.theme(id)
            .map_or(id, |theme| theme.label.as_str())
            .to_owned()
    };
    let themes = read.coverage.by_theme.iter();
    BoardPage {
        position: position(pack),
        binds: bound(pack, read),
        offers: offers(pack, read),
        asked: open_decisions(read, input.on),
        actions: first_actions(pack, read),
        moved: moved(input),
        all: bar(String::from("All practices asked"), read.coverage.all),
        themes: themes
            .map(|group| bar(label(&group.id), group.interval))
            .collect(),
        rests: Rests {
            documents: share(read.coverage.evidenced),
            interviews: share(read.coverage.interviewed),
            assumption: share(read.coverage.assumed),
        },
        open: read.open.len(),
        dates: first_dates(read),
        next_review: ReviewDays::of(read).in_words(),
        left_off: LeftOff::default(),
    }
}

/// What moved since the run before, and why.
fn moved(input: &ReportInput<'_>) -> Option<Movement> {
    let before = input.before?;
    let comparison = compare(
        &Side {
            state: before.state,
            on: before.on,
        },
        &Side {
            state: input.state,
            on: input.on,
        },
    );
    let names = [before.number, input.run_number].map(|number| format!("Run {number}"));
    movement_in_words(&comparison, &names[0], &names[1])
}

fn asked(decision: &DecisionState<'_>, on: Date) -> DecisionAsked {
    DecisionAsked {
        title: decision.item.title.clone(),
        question: decision.item.question.clone(),
        options: decision
            .item
            .options()
            .iter()
            .map(|option| option.label.clone())
            .collect(),
        recommendation: decision.answer.recommendation.clone(),
        by: decision.answer.review_on.map(|day| match day < on {
            true => format!("{}, passed", day.short()),
            false => day.short(),
        }),
        waiting: decision.waiting.len(),
    }
}

/// What the text itself does, worked out from the forces it has on its addressees.
pub(super) fn position(pack: &Pack) -> String {
    let name = &pack.name;
    let has = |force| {
        pack.provisions
            .iter()
            .flat_map(|p| &p.addressees)
            .any(|a| a.force == force)
    };
    if has(ProvisionForce::Binds) {
        return format!("{name} binds those it names; the items below say whom, and how.");
    }
    let mut parts = vec![format!("{name} itself places no duty on this company.")];
    match (
        has(ProvisionForce::DirectsAgencies),
        has(ProvisionForce::VoluntaryForIndustry),
    ) {
        (true, true) => parts.push(String::from(
            "It directs agencies, and offers industry what it may take up or leave.",
        )),
        (true, false) => parts.push(String::from("It directs agencies.")),
        (false, true) => parts.push(String::from(
            "It offers industry what it may take up or leave.",
        )),
        (false, false) => {}
    }
    parts.join(" ")
}

fn bound(pack: &Pack, read: &Overview<'_>) -> Vec<Bound> {
    let mut bound: Vec<Bound> = Vec::new();
    for item in asked_items(pack, read).filter(|item| item.force == ItemForce::Binds) {
        if names_crime(pack, item) || rests_on_binding_text(pack, item) {
            continue;
        }
        match bound
            .iter_mut()
            .find(|entry| entry.instrument == item.instrument_name)
        {
            Some(entry) => entry.items.push(item.title.clone()),
            None => bound.push(Bound {
                instrument: item.instrument_name.clone(),
                addressee: item.addressee.clone(),
                status: (item.status.state != LegalState::InForce)
                    .then(|| item.status.state.label().to_owned()),
                items: vec![item.title.clone()],
            }),
        }
    }
    bound
}

/// Whether an item rests on the text asked about, where that binds by itself: no other instrument does then,
/// and the position says so already.
fn rests_on_binding_text(pack: &Pack, item: &Item) -> bool {
    pack.provision(&item.provision).is_some_and(|provision| {
        let mut addressees = provision.addressees.iter();
        item.instrument_name.ends_with(&provision.cite())
            && addressees.any(|addressee| addressee.force == ProvisionForce::Binds)
    })
}

fn offers(pack: &Pack, read: &Overview<'_>) -> Vec<Offer> {
    let offered = read
        .decisions
        .iter()
        .filter(|decision| decision.item.force == ItemForce::Offer);
    offered
        .map(|decision| Offer {
            title: decision.item.title.clone(),
            cite: cite(pack, decision.item),
            stands: match (decision.chosen, decision.waiting.len()) {
                (Some(chosen), _) => chosen.to_owned(),
                (None, 0) => String::from("open"),
                (None, 1) => String::from("open; 1 item waits on it"),
                (None, waiting) => format!("open; {waiting} items wait on it"),
            },
        })
        .collect()
}

fn bar(label: String, interval: Interval) -> Bar {
    Bar {
        label,
        interval,
        text: interval.text(),
    }
}

/// Open decisions: those with a day first, the soonest before the others.
fn open_decisions(read: &Overview<'_>, on: Date) -> Vec<DecisionAsked> {
    let open = read.decisions.iter().filter(|d| d.chosen.is_none());
    let mut open: Vec<_> = open.collect();
    open.sort_by_key(|decision| {
        (
            decision.answer.review_on.is_none(),
            decision.answer.review_on,
        )
    });
    open.into_iter()
        .map(|decision| asked(decision, on))
        .collect()
}

/// Actions by priority, those that are accepted last.
fn first_actions(pack: &Pack, read: &Overview<'_>) -> Vec<ActionEntry> {
    let mut first: Vec<_> = read.gaps.iter().collect();
    first.sort_by_key(|entry| entry.standing == ActionStanding::Accepted);
    first.into_iter().map(|entry| action(pack, entry)).collect()
}

/// Dates that bind this company, then the others, each soonest first.
fn first_dates(read: &Overview<'_>) -> Vec<DateEntry> {
    let mut first: Vec<&DateAhead<'_>> = read.dates.iter().collect();
    first.sort_by_key(|ahead| !ahead.binds_company);
    first.into_iter().map(date).collect()
}

/// A date ahead as printed.
pub(super) fn date(ahead: &DateAhead<'_>) -> DateEntry {
    DateEntry {
        what: ahead.date.what.clone(),
        whom_short: ahead
            .date
            .whom_short
            .as_ref()
            .unwrap_or(&ahead.date.whom)
            .clone(),
        day: ahead.date.date,
        short_date: ahead.date.date.short(),
        date: ahead.date.date.long(),
        left: days_left(ahead.days),
        whom: ahead.date.whom.clone(),
        binds_company: ahead.binds_company,
        confidence: ahead.date.confidence,
    }
}

/// Returns the days left in words: `today`, `tomorrow`, `in 30 days`.
pub fn days_left(days: i64) -> String {
    match days {
        0 => String::from("today"),
        1 => String::from("tomorrow"),
        days => format!("in {days} days"),
    }
}
