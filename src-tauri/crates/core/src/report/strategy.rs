//! The engagement strategy: one page that brings the decisions together.
//!
//! For each offer it says where the company stands, on which business grounds, who speaks for that, what would
//! change its mind and when it looks again. It is made from the decisions alone: no verdict, no analysis and no
//! advice has a field in it, and what stands under a provision on crime stands here without one.

use serde::Serialize;

use super::board::position;
use super::executive::head;
use super::limits::{cut, or_where};
use super::review::review_day;
use super::words::{cite, counted, names_crime};
use super::{Head, ReportInput};
use crate::date::Date;
use crate::overview::{DecisionState, overview};
use crate::pack::{BESIDE, Item, ItemForce, Pack};

/// The engagement strategy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Strategy {
    /// Title.
    pub title: String,
    /// What stands at its head and runs along its page.
    pub head: Head,
    /// What the text itself does to this company, in one or two sentences.
    pub position: String,
    /// How many decisions are taken, open and waiting, in words.
    pub tally: String,
    /// What is offered, in the pack's order.
    pub offers: Vec<Stance>,
    /// The other decisions in scope, in the pack's order.
    pub others: Vec<Stance>,
    /// How many decisions were left off, and where they stand; absent where all are here.
    pub left_off: Option<String>,
    /// Whether texts were cut so that the strategy keeps to one page.
    pub cut: bool,
}

/// How far a decision has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Stands {
    /// An option is chosen.
    Decided,
    /// It is asked, and no option is chosen.
    Open,
    /// It is asked only if another decision comes out a certain way.
    Waiting,
}

/// Where the company stands on one offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Stance {
    /// Title of the decision.
    pub title: String,
    /// The provision of an offer, as cited, else the instrument; absent where no copy but counsel's names it.
    pub cite: Option<String>,
    /// How far it has come.
    pub stands: Stands,
    /// The same in words: `Decided: When terms are known`, `Open`, `Waits on: …`.
    pub words: String,
    /// What is recommended, while it is open.
    pub recommendation: Option<String>,
    /// Business grounds for.
    pub grounds_for: Option<String>,
    /// Business grounds against.
    pub grounds_against: Option<String>,
    /// Who speaks for it: who decided, else who should decide as the pack suggests.
    pub speaks: String,
    /// In which of the two ways, with the day of the decision: `decided June 16, 2026`, or `suggested`.
    pub speaks_as: String,
    /// When the company looks again, as printed; absent where no day is set.
    pub looks_again: Option<String>,
    /// What would change its mind; absent where nothing is recorded.
    pub trigger: Option<String>,
}

/// How much of a strategy is shown: characters of any one text, offers, other decisions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StrategyLimits {
    /// Characters of any one text.
    pub characters: usize,
    /// Offers.
    pub offers: usize,
    /// Other decisions.
    pub others: usize,
}

const ALL: usize = usize::MAX;

/// What is cut, in this order, until one page holds the rest. Texts grow shorter before any decision is left off,
/// and the offers stay longest.
const CUTS: [(usize, usize, usize); 45] = [
    (400, ALL, ALL),
    (300, ALL, ALL),
    (240, ALL, ALL),
    (200, ALL, ALL),
    (170, ALL, ALL),
    (145, ALL, ALL),
    (125, ALL, ALL),
    (108, ALL, ALL),
    (94, ALL, ALL),
    (82, ALL, ALL),
    (72, ALL, ALL),
    (72, ALL, 10),
    (72, ALL, 9),
    (72, ALL, 8),
    (72, ALL, 7),
    (72, ALL, 6),
    (72, ALL, 5),
    (72, ALL, 4),
    (72, ALL, 3),
    (72, ALL, 2),
    (72, ALL, 1),
    (72, ALL, 0),
    (64, ALL, 0),
    (56, ALL, 0),
    (56, 20, 0),
    (56, 18, 0),
    (56, 16, 0),
    (56, 14, 0),
    (56, 13, 0),
    (56, 12, 0),
    (56, 11, 0),
    (56, 10, 0),
    (56, 9, 0),
    (56, 8, 0),
    (56, 7, 0),
    (56, 6, 0),
    (56, 5, 0),
    (56, 4, 0),
    (56, 3, 0),
    (56, 2, 0),
    (56, 1, 0),
    (40, 1, 0),
    (20, 1, 0),
    (12, 1, 0),
    (6, 1, 0),
];

/// The limits to try, from the widest to the narrowest: the renderer takes the first with which the strategy
/// keeps to one page.
pub const STRATEGY_STEPS: [StrategyLimits; CUTS.len() + 1] = {
    let mut steps = [StrategyLimits {
        characters: 20_000,
        offers: ALL,
        others: ALL,
    }; CUTS.len() + 1];
    let mut at = 0;
    while at < CUTS.len() {
        let (characters, offers, others) = CUTS[at];
        at += 1;
        steps[at] = StrategyLimits {
            characters,
            offers,
            others,
        };
    }
    steps
};

impl Strategy {
    /// Returns the strategy within limits.
    #[must_use]
    pub fn within(&self, limits: &StrategyLimits) -> Self {
        let mut strategy = self.clone();
        let mut lost = 0;
        for (list, most) in [
            (&mut strategy.offers, limits.offers),
            (&mut strategy.others, limits.others),
        ] {
            lost += list.len().saturating_sub(most);
            list.truncate(most);
        }
        strategy.left_off = (lost > 0).then(|| {
            let more = counted(lost, "more decision stands", "more decisions stand");
            format!("{more} in the executive copy")
        });
        let mut shortened = false;
        let stances = strategy.offers.iter_mut().chain(&mut strategy.others);
        for stance in stances {
            shortened |= stance.cut_texts(limits.characters);
        }
        strategy.cut = shortened;
        // The sentence on what the text does is ours, and names the text alone.
        strategy.position = cut(&strategy.position, limits.characters.max(240));
        strategy.title = cut(&strategy.title, limits.characters.max(70));
        strategy.head = strategy.head.shortened(match limits.characters {
            0..30 => 12,
            30..64 => 100,
            64..110 => 160,
            _ => 400,
        });
        strategy
    }
}

impl Stance {
    /// Cuts its texts; returns whether one was longer. A recommendation and what a position rests on whole are not
    /// broken off where their end may turn them around: they are said to stand elsewhere.
    fn cut_texts(&mut self, characters: usize) -> bool {
        let mut shortened = false;
        let mut text = |text: &mut String| {
            if text.chars().count() > characters {
                *text = cut(text, characters);
                shortened = true;
            }
        };
        for words in [&mut self.title, &mut self.words, &mut self.speaks] {
            text(words);
        }
        // An instrument's full name stands in the other copies; a pinpoint stays.
        if characters < 20_000 {
            self.cite = self.cite.take().filter(|cite| cite.chars().count() <= 24);
        }
        for words in [
            &mut self.grounds_for,
            &mut self.grounds_against,
            &mut self.trigger,
        ]
        .into_iter()
        .flatten()
        {
            text(words);
        }
        if let Some(words) = &mut self.recommendation
            && words.chars().count() > characters
        {
            *words = or_where(words, characters, || {
                String::from("set out in the decision record")
            });
            shortened = true;
        }
        shortened
    }
}

/// Makes the engagement strategy of a run.
pub fn strategy(input: &ReportInput<'_>) -> Strategy {
    let read = overview(input.state, input.on);
    let pack = input.state.pack;
    let asked = read.decisions.iter().map(|state| {
        let stance = of_decision(pack, state, input.on);
        (state.item, stance)
    });
    let waiting = read.waiting.iter();
    let waiting = waiting.filter_map(|(item, on)| Some((*item, waits(pack, item, on)?)));
    let mut stances: Vec<(&Item, Stance)> = asked.chain(waiting).collect();
    stances.sort_by_key(|(item, _)| pack.items.iter().position(|known| known.id == item.id));
    let tally = tally(stances.iter().map(|(_, stance)| stance.stands));
    let (offers, others): (Vec<_>, Vec<_>) = stances
        .into_iter()
        .partition(|(item, _)| item.force == ItemForce::Offer);
    let alone = |list: Vec<(&Item, Stance)>| list.into_iter().map(|(_, stance)| stance).collect();
    Strategy {
        title: format!("Engagement strategy: {}", pack.name),
        head: head(input, &read),
        position: position(pack),
        tally,
        offers: alone(offers),
        others: alone(others),
        left_off: None,
        cut: false,
    }
}

fn tally(stands: impl Iterator<Item = Stands>) -> String {
    let (mut decided, mut open, mut waiting) = (0_usize, 0_usize, 0_usize);
    for stand in stands {
        *match stand {
            Stands::Decided => &mut decided,
            Stands::Open => &mut open,
            Stands::Waiting => &mut waiting,
        } += 1;
    }
    let mut parts = vec![
        format!("Decisions taken: {decided}"),
        format!("open: {open}"),
    ];
    if waiting > 0 {
        parts.push(format!("waiting on another: {waiting}"));
    }
    format!("{}.", parts.join("; "))
}

/// Where a decision in scope stands.
fn of_decision(pack: &Pack, state: &DecisionState<'_>, on: Date) -> Stance {
    let (item, answer) = (state.item, &state.answer);
    let suggested = item.decision().map(|decision| decision.decider.as_str());
    let suggested = suggested.unwrap_or_default();
    let decided = state.chosen.is_some();
    let (speaks, speaks_as) = match (decided, &answer.decided_by, answer.decided_on) {
        (true, Some(who), Some(day)) => (who.as_str(), format!("decided {}", day.long())),
        (true, Some(who), None) => (who.as_str(), String::from("decided")),
        (true, None, Some(day)) => (
            suggested,
            format!(
                "as suggested; decided {}, by whom is not recorded",
                day.long()
            ),
        ),
        (true, None, None) => (
            suggested,
            String::from("as suggested; who decided is not recorded"),
        ),
        (false, ..) => (suggested, String::from("suggested")),
    };
    Stance {
        title: item.title.clone(),
        cite: rests_on(pack, item),
        stands: if decided {
            Stands::Decided
        } else {
            Stands::Open
        },
        words: match (state.chosen, state.waiting.len()) {
            (Some(chosen), _) => format!("Decided: {chosen}"),
            (None, 0) => String::from("Open"),
            (None, 1) => String::from("Open; 1 item waits on it"),
            (None, waiting) => format!("Open; {waiting} items wait on it"),
        },
        recommendation: answer.recommendation.clone().filter(|_| !decided),
        grounds_for: answer.grounds_for.clone(),
        grounds_against: answer.grounds_against.clone(),
        speaks: speaks.to_owned(),
        speaks_as,
        looks_again: answer.review_on.map(|day| review_day(day, on)),
        trigger: answer.review_trigger.clone(),
    }
}

/// A decision that is asked only if another comes out a certain way.
fn waits(pack: &Pack, item: &Item, on: &[&Item]) -> Option<Stance> {
    let decision = item.decision()?;
    let on: Vec<String> = on
        .iter()
        .map(|other| format!("“{}”", other.title))
        .collect();
    Some(Stance {
        title: item.title.clone(),
        cite: rests_on(pack, item),
        stands: Stands::Waiting,
        words: format!("Waits on: {}", on.join("; ")),
        recommendation: None,
        grounds_for: None,
        grounds_against: None,
        speaks: decision.decider.clone(),
        speaks_as: String::from("suggested"),
        looks_again: None,
        trigger: None,
    })
}

/// The provision that makes an offer, as cited; of what rests on another instrument, that.
fn rests_on(pack: &Pack, item: &Item) -> Option<String> {
    if names_crime(pack, item) {
        return None;
    }
    Some(
        match item.force == ItemForce::Offer && item.provision != BESIDE {
            true => cite(pack, item),
            false => item.instrument_name.clone(),
        },
    )
}
