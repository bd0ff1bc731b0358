//! The executive copy: facts, actions and open questions.

use super::{
    ActionEntry, Bar, Bound, DateEntry, DecisionAsked, DecisionTaken, Entry, Head, Method, Offer,
    OpenEntry, Report, ReportInput, Rests, STATEMENT, ScopeSection, Section, Sign, Summary,
    fingerprint,
};
use crate::action::ActionStanding;
use crate::answer::{Answer, BasisKind, Verdict};
use crate::coverage::{Interval, Share};
use crate::gap::PRIORITY_TABLE;
use crate::overview::{DateAhead, DecisionState, GapAction, Overview, overview};
use crate::pack::{
    BESIDE, Fact, FactValue, Item, ItemForce, Kind, LegalState, Pack, Provision, ProvisionForce,
};
use crate::profile::TraitAnswer;
use crate::scope::{OutCause, Standing};

/// How many actions the executive page lists.
const FIRST_ACTIONS: usize = 5;

/// How many dates the executive page lists.
const FIRST_DATES: usize = 5;

/// Makes the executive copy of a run.
pub fn executive(input: &ReportInput<'_>) -> Report {
    let read = overview(input.state, input.on);
    Report {
        title: format!("Gap analysis and action plan: {}", input.state.pack.name),
        head: head(input, &read),
        summary: summary(input, &read),
        scope: scope_section(input, &read),
        sections: sections(input, &read),
        actions: read
            .gaps
            .iter()
            .map(|entry| action(input.state.pack, entry))
            .collect(),
        open: open(input, &read),
        dates: read.dates.iter().map(date).collect(),
        method: method(input.state.pack),
    }
}

fn head(input: &ReportInput<'_>, read: &Overview<'_>) -> Head {
    Head {
        matter: input.matter.clone(),
        marks: input.marks.clone(),
        run: format!("Run {}", input.run_number),
        draft: true,
        on: input.on.long(),
        law: read.law.line.clone(),
        citation: input.state.pack.citation.clone(),
        statement: STATEMENT.to_owned(),
        fingerprint: fingerprint(input).short(),
    }
}

fn summary(input: &ReportInput<'_>, read: &Overview<'_>) -> Summary {
    let pack = input.state.pack;
    let label = |id: &str| {
        pack.theme(id)
            .map_or(id, |theme| theme.label.as_str())
            .to_owned()
    };
    let themes = read.coverage.by_theme.iter();
    let next_review = read
        .decisions
        .iter()
        .filter_map(|d| d.answer.review_on)
        .filter(|day| *day >= input.on)
        .min();
    Summary {
        position: position(pack),
        binds: bound(pack, read),
        offers: offers(pack, read),
        asked: read
            .decisions
            .iter()
            .filter(|d| d.chosen.is_none())
            .map(asked)
            .collect(),
        taken: read.decisions.iter().filter_map(taken).collect(),
        first_actions: read
            .gaps
            .iter()
            .filter(|entry| entry.standing != ActionStanding::Accepted)
            .take(FIRST_ACTIONS)
            .map(|entry| action(pack, entry))
            .collect(),
        actions: read.gaps.len(),
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
        next_review: next_review.map(|day| day.long()),
    }
}

/// What the text itself does, worked out from the forces it has on its addressees.
fn position(pack: &Pack) -> String {
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
        if names_crime(pack, item) {
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

fn asked(decision: &DecisionState<'_>) -> DecisionAsked {
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
        by: decision.answer.review_on.map(crate::date::Date::short),
        waiting: decision.waiting.len(),
    }
}

fn taken(decision: &DecisionState<'_>) -> Option<DecisionTaken> {
    let answer = &decision.answer;
    let review = match (&answer.review_trigger, answer.review_on) {
        (Some(trigger), Some(day)) => Some(format!("{}, or when: {trigger}", day.long())),
        (Some(trigger), None) => Some(format!("When: {trigger}")),
        (None, Some(day)) => Some(day.long()),
        (None, None) => None,
    };
    Some(DecisionTaken {
        title: decision.item.title.clone(),
        chosen: decision.chosen?.to_owned(),
        decided_by: answer.decided_by.clone(),
        decided_on: answer.decided_on.map(|day| day.long()),
        grounds_for: answer.grounds_for.clone(),
        grounds_against: answer.grounds_against.clone(),
        review,
    })
}

fn bar(label: String, interval: Interval) -> Bar {
    Bar {
        label,
        interval,
        text: interval.text(),
    }
}

fn share(share: Share) -> String {
    share.percent().map_or_else(
        || String::from("none yet"),
        |percent| format!("{percent} %"),
    )
}

fn first_dates(read: &Overview<'_>) -> Vec<DateEntry> {
    let mut first: Vec<&DateAhead<'_>> = read.dates.iter().collect();
    first.sort_by_key(|ahead| !ahead.binds_company);
    first.truncate(FIRST_DATES);
    first.sort_by_key(|ahead| ahead.date.date);
    first.into_iter().map(date).collect()
}

fn date(ahead: &DateAhead<'_>) -> DateEntry {
    DateEntry {
        what: ahead.date.what.clone(),
        whom_short: ahead
            .date
            .whom_short
            .as_ref()
            .unwrap_or(&ahead.date.whom)
            .clone(),
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

fn scope_section(input: &ReportInput<'_>, read: &Overview<'_>) -> ScopeSection {
    let pack = input.state.pack;
    let profile = input.state.profile;
    let roles = pack
        .roles
        .iter()
        .filter(|role| profile.roles.contains(&role.id));
    let traits = pack
        .traits
        .iter()
        .filter_map(|entry| match profile.traits.get(&entry.id) {
            Some(TraitAnswer::Yes) => Some(entry.label.clone()),
            Some(TraitAnswer::NotSure) => Some(format!("{} (not sure)", entry.label)),
            Some(TraitAnswer::No) | None => None,
        });
    let out = [OutCause::Role, OutCause::Trait, OutCause::Choice].into_iter().filter_map(|cause| {
        let left = |standing: &&Standing| matches!(standing, Standing::Out { cause: c, .. } if *c == cause);
        let count = read.scope.0.values().filter(left).count();
        (count > 0).then(|| (cause.label().to_owned(), count))
    });
    let out = out.collect();
    let waits = read.waiting.iter().map(|(item, on)| {
        let on: Vec<&str> = on.iter().map(|decision| decision.title.as_str()).collect();
        (item.title.clone(), on.join("; "))
    });
    ScopeSection {
        roles: roles.map(|role| role.label.clone()).collect(),
        traits: traits.collect(),
        asked: asked_in_words(pack, read),
        waiting: waits.collect(),
        out,
    }
}

fn asked_in_words(pack: &Pack, read: &Overview<'_>) -> String {
    let (mut practices, mut decisions, mut facts) = (0, 0, 0);
    for item in asked_items(pack, read) {
        match item.kind {
            Kind::Practice(_) => practices += 1,
            Kind::Decision(_) => decisions += 1,
            Kind::Fact(_) => facts += 1,
        }
    }
    format!(
        "{} of the pack’s {} items are asked of this company: {}, {} and {}.",
        practices + decisions + facts,
        pack.items.len(),
        counted(practices, "practice", "practices"),
        counted(decisions, "decision", "decisions"),
        counted(facts, "fact", "facts"),
    )
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn sections(input: &ReportInput<'_>, read: &Overview<'_>) -> Vec<Section> {
    let pack = input.state.pack;
    let mut sections = Vec::new();
    for provision in pack
        .provisions
        .iter()
        .filter(|provision| !provision.counsel_only)
    {
        let under = asked_items(pack, read).filter(|item| item.provision == provision.pin);
        let entries: Vec<Entry> = under.map(|item| entry(input, read, item, true)).collect();
        if !entries.is_empty() {
            sections.push(provision_section(provision, entries));
        }
    }
    for theme in &pack.themes {
        let under = asked_items(pack, read)
            .filter(|item| names_crime(pack, item) && item.themes.first() == Some(&theme.id));
        let entries: Vec<Entry> = under.map(|item| entry(input, read, item, false)).collect();
        if !entries.is_empty() {
            sections.push(Section {
                cite: String::new(),
                heading: theme.label.clone(),
                words: None,
                addressees: Vec::new(),
                deadline: None,
                status: None,
                entries,
            });
        }
    }
    sections
}

fn provision_section(provision: &Provision, entries: Vec<Entry>) -> Section {
    let addressees = provision.addressees.iter();
    let deadline = provision.deadline.as_ref().map(|deadline| {
        format!(
            "{} ({} days), binds the {}",
            deadline.date.long(),
            deadline.days,
            deadline.binds
        )
    });
    let beside = provision.pin == BESIDE;
    Section {
        cite: if beside {
            String::new()
        } else {
            provision.cite()
        },
        heading: provision.heading.clone(),
        words: provision
            .text
            .clone()
            .filter(|_| provision.asks_private_parties),
        addressees: addressees
            .map(|a| (a.who.clone(), a.force.label().to_owned()))
            .collect(),
        deadline,
        status: (!beside).then(|| {
            format!(
                "{}. {} ({})",
                provision.status.state.label(),
                provision.status.note.trim_end_matches('.'),
                provision.status.confidence.label()
            )
        }),
        entries,
    }
}

fn entry(input: &ReportInput<'_>, read: &Overview<'_>, item: &Item, with_standing: bool) -> Entry {
    let blank = Answer::default();
    let answer = input.state.answers.get(&item.id).unwrap_or(&blank);
    let gap = read.gaps.iter().find(|entry| entry.gap.item.id == item.id);
    let (sign, words) = answer_in_words(item, answer);
    Entry {
        title: item.title.clone(),
        question: item.question.clone(),
        standing: with_standing.then(|| {
            format!(
                "{} · {} · {}",
                item.instrument_name,
                item.addressee,
                item.force.label()
            )
        }),
        sign,
        answer: words,
        facts: answer.facts.clone(),
        because: match answer.verdict {
            Some(Verdict::Alternative) => answer.measure.clone(),
            Some(Verdict::NotApplicable) => answer.reason.clone(),
            _ => None,
        },
        basis: basis_in_words(answer),
        owner: answer.owner.clone(),
        action: gap.map(|entry| entry.what().to_owned()),
    }
}

/// Returns the shape and the words for an answer.
fn answer_in_words(item: &Item, answer: &Answer) -> (Sign, String) {
    let open = || (Sign::Open, String::from("Not yet established"));
    let chosen = |choice: &Option<String>| {
        let choice = choice.as_deref()?;
        item.options()
            .iter()
            .find(|option| option.id == choice)
            .map(|option| option.label.clone())
    };
    match &item.kind {
        Kind::Practice(_) => match answer.verdict {
            None => open(),
            Some(Verdict::NotSure) => (Sign::Open, String::from("Not yet established: not sure")),
            Some(verdict) => (sign(verdict), verdict.label().to_owned()),
        },
        Kind::Decision(_) => match chosen(&answer.choice) {
            None => (Sign::Open, String::from("Open")),
            Some(label) => (Sign::Settled, format!("Decided: {label}")),
        },
        Kind::Fact(Fact {
            value: FactValue::Choice(_),
            ..
        }) => chosen(&answer.choice).map_or_else(open, |label| (Sign::Settled, label)),
        Kind::Fact(fact) => match (&answer.value, &fact.value) {
            (None, _) => open(),
            (Some(value), FactValue::Date) => {
                let day = value.parse::<crate::date::Date>();
                (
                    Sign::Settled,
                    day.map_or_else(|_| value.clone(), crate::date::Date::long),
                )
            }
            (Some(value), _) => (Sign::Settled, value.clone()),
        },
    }
}

fn sign(verdict: Verdict) -> Sign {
    match verdict {
        Verdict::InPlace => Sign::InPlace,
        Verdict::Partly => Sign::Partly,
        Verdict::NotInPlace => Sign::NotInPlace,
        Verdict::Alternative => Sign::Alternative,
        Verdict::NotApplicable => Sign::NotApplicable,
        Verdict::NotSure => Sign::Open,
    }
}

/// How counsel knows. Names of documents stay in counsel's file, and so do names of people asked:
/// an executive copy says what kind of basis there is, and the day.
fn basis_in_words(answer: &Answer) -> Option<String> {
    let kind = answer.basis?;
    let label = match kind {
        BasisKind::Document => "document seen",
        BasisKind::Interview => "interview",
        BasisKind::Tested => "tested",
        BasisKind::Assumed => "assumed",
    };
    Some(match answer.basis_on {
        Some(day) => format!("{label}, {}", day.long()),
        None => label.to_owned(),
    })
}

fn action(pack: &Pack, entry: &GapAction<'_>) -> ActionEntry {
    let item = entry.gap.item;
    let due = |print: fn(crate::date::Date) -> String| match (entry.action.due, entry.standing) {
        (Some(due), ActionStanding::Overdue) => format!("{}, overdue", print(due)),
        (Some(due), _) => print(due),
        (None, _) => String::from("not set"),
    };
    ActionEntry {
        priority: entry.gap.priority,
        reason: entry.gap.reason(),
        what: entry.what().to_owned(),
        detail: if entry.action.what.is_none() {
            item.action_detail.clone()
        } else {
            None
        },
        theme: theme(pack, item),
        owner: entry.action.owner.clone(),
        due: due(crate::date::Date::long),
        short_due: due(crate::date::Date::short),
        standing: standing_in_words(entry),
    }
}

/// Returns how an action stands, in words: `Accepted until March 31, 2027`.
pub fn standing_in_words(entry: &GapAction<'_>) -> String {
    let until = entry.action.accepted_until.map(crate::date::Date::long);
    match entry.standing {
        ActionStanding::Open => entry.action.status.label().to_owned(),
        ActionStanding::Overdue => match entry.action.due {
            Some(due) => format!("Overdue since {}", due.long()),
            None => String::from("Overdue"),
        },
        ActionStanding::CheckAgain => String::from("Done: check again"),
        ActionStanding::Accepted => {
            format!(
                "Accepted until {}",
                until.unwrap_or_else(|| String::from("no date"))
            )
        }
        ActionStanding::AcceptanceExpired => match until {
            Some(until) => format!("Open again: acceptance ended {until}"),
            None => String::from("Open: the acceptance has no last day"),
        },
    }
}

fn open(input: &ReportInput<'_>, read: &Overview<'_>) -> Vec<OpenEntry> {
    let open = read.open.iter().map(|item| OpenEntry {
        question: item.question.clone(),
        theme: theme(input.state.pack, item),
        ask: item.owner.clone(),
        state: match input
            .state
            .answers
            .get(&item.id)
            .and_then(|answer| answer.verdict)
        {
            Some(Verdict::NotSure) => String::from("Not sure"),
            _ => String::from("Unanswered"),
        },
    });
    open.collect()
}

fn method(pack: &Pack) -> Method {
    let priorities = PRIORITY_TABLE
        .iter()
        .map(|(severity, shortfall, priority)| {
            (
                severity.label().to_owned(),
                shortfall.label().to_owned(),
                priority.label().to_owned(),
            )
        });
    Method {
        paragraphs: vec![
            String::from(
                "“Practices in place” is the share, by weight, of the practices asked of this \
                 company that are in place. Each practice weighs 1, 2 or 3. In place and an \
                 alternative measure count in full, partly counts half, not in place counts \
                 nothing. What is not yet established counts nothing at the low end and in full \
                 at the high end. What is not applicable, waits on a decision or is out of scope \
                 is not counted. Decisions and facts never enter it.",
            ),
            String::from(
                "It is a share of practices that the pack suggests, weighed by their consequence \
                 for the company. It does not measure conformity with any law, and most of what \
                 is asked rests on no duty.",
            ),
            String::from(
                "An action’s priority follows from the consequence for the company and from what \
                 is missing, by the table below; a date within 60 days of the report date that \
                 binds this company moves it up one step.",
            ),
        ],
        priorities: priorities.collect(),
        text_note: pack.text_note.clone(),
        research_note: pack.research_note.clone(),
    }
}

fn asked_items<'a>(pack: &'a Pack, read: &'a Overview<'_>) -> impl Iterator<Item = &'a Item> {
    pack.items
        .iter()
        .filter(|item| read.scope.contains(&item.id))
}

/// Whether the item stands under a provision that copies outside counsel's file do not name.
fn names_crime(pack: &Pack, item: &Item) -> bool {
    pack.provision(&item.provision)
        .is_some_and(|provision| provision.counsel_only)
}

fn cite(pack: &Pack, item: &Item) -> String {
    pack.provision(&item.provision)
        .map(Provision::cite)
        .unwrap_or_default()
}

fn theme(pack: &Pack, item: &Item) -> String {
    let first = item.themes.first().and_then(|id| pack.theme(id));
    first.map(|theme| theme.label.clone()).unwrap_or_default()
}
