//! Scope, provisions with their items, open questions, dates and the method.

use proviso_core::report::{DateEntry, Entry, Method, OpenEntry, ScopeSection, Section, Sign};

use super::{Block, Inlines, chapter, paragraphs, section};
use crate::document::{Cell, Row, Status, Table, TableColumn};

/// Why these items and not others.
pub(super) fn scope(scope: &ScopeSection) -> Vec<Block> {
    let mut blocks = vec![chapter("Scope")];
    let mut text = format!("{} Roles: {}.", scope.asked, list_or(&scope.roles, "none"));
    if !scope.traits.is_empty() {
        text.push_str(&format!(
            " Facts about the company: {}.",
            scope.traits.join("; ")
        ));
    }
    blocks.push(Block::body(text));
    if !scope.waiting.is_empty() {
        let columns = [TableColumn::share(1.0), TableColumn::share(1.0)];
        let mut table = Table::new(columns).head(["Waits", "On the decision"]);
        for (title, on) in &scope.waiting {
            table = table.row([title.as_str(), on.as_str()]);
        }
        table.summary = String::from("Items that matter only once a decision is taken.");
        blocks.push(section("What waits on a decision"));
        blocks.push(Block::Table(table));
    }
    if !scope.out.is_empty() {
        let columns = [TableColumn::share(5.0), TableColumn::share(1.0).right()];
        let mut table = Table::new(columns).head(["Reason", "Items"]);
        for (because, items) in &scope.out {
            table = table.row([because.clone(), items.to_string()]);
        }
        table.summary =
            String::from("Reasons why items are not asked, with how many each leaves out.");
        blocks.push(section("What is not asked, and why"));
        blocks.push(Block::Table(table));
    }
    blocks
}

/// Each provision with its items, then the items that stand under their theme.
pub(super) fn provisions(sections: &[Section]) -> Vec<Block> {
    let mut blocks = vec![chapter("Provision by provision")];
    if sections.is_empty() {
        blocks.push(Block::body("No item is asked of this company."));
    }
    for part in sections {
        let heading = match part.cite.is_empty() {
            true => Inlines::from(part.heading.as_str()),
            false => Inlines::new()
                .muted(format!("{}  ", part.cite))
                .text(part.heading.as_str()),
        };
        let mut leading = vec![section(heading)];
        if let Some(words) = &part.words {
            leading.extend(quoted(part.lead_in.as_deref(), words));
        }
        let mut notes: Vec<String> = Vec::new();
        if !part.cite.is_empty() && !part.addressees.is_empty() {
            let whom = part
                .addressees
                .iter()
                .map(|(who, force)| format!("{who}: {force}"));
            notes.push(format!("{}.", whom.collect::<Vec<_>>().join("; ")));
        }
        if let Some(deadline) = &part.deadline {
            notes.push(format!("Deadline {deadline}."));
        }
        if let Some(status) = &part.status {
            notes.push(format!("Status: {status}."));
        }
        if !notes.is_empty() {
            leading.push(Block::note(notes.join(" ")));
        }
        let led = part.lead_in.as_ref().map_or(0, String::len);
        let length = part.words.as_ref().map_or(0, String::len) + led;
        blocks.extend(opening(leading, length));
        blocks.push(entries(part));
    }
    blocks
}

/// What stands above the items of a provision. It stays with the first of them, unless the words are so long
/// that this would leave a hole on the page before.
pub(super) fn opening(leading: Vec<Block>, length: usize) -> Vec<Block> {
    match length > 280 {
        true => leading,
        false => vec![Block::Leading(leading)],
    }
}

/// The words of a provision in its own paragraphs, after those that lead to them where they are no sentence.
pub(super) fn quoted(lead_in: Option<&str>, words: &str) -> Vec<Block> {
    let mut lead_in = lead_in.map(|lead_in| format!("{lead_in} "));
    let paragraphs = words.split('\n').filter(|line| !line.trim().is_empty());
    let quoted = paragraphs.map(|words| {
        let before = lead_in.take().map(|lead_in| Inlines::new().muted(lead_in));
        Block::quote(before.unwrap_or_default().text(words))
    });
    quoted.collect()
}

/// The items of a provision: what is asked on the left, what is established on the right.
fn entries(part: &Section) -> Block {
    let columns = [TableColumn::share(2.0), TableColumn::share(3.0)];
    let mut table = Table::new(columns).head(["What is asked", "What is established"]);
    for entry in &part.entries {
        table.rows.push(Row::of([
            Cell::blocks(asked(entry)).naming(),
            Cell::blocks(established(entry)),
        ]));
    }
    table.summary = format!(
        "Items of {} {} with their answers.",
        part.cite, part.heading
    );
    Block::Table(table)
}

fn asked(entry: &Entry) -> Vec<Block> {
    vec![
        Block::small(Inlines::new().bold(entry.title.as_str())),
        Block::small(entry.question.as_str()),
    ]
}

fn established(entry: &Entry) -> Vec<Block> {
    let answer = Inlines::new()
        .status(status(entry.sign), "")
        .text("\u{a0}")
        .bold(entry.answer.as_str());
    let mut blocks = vec![Block::small(answer)];
    if let Some(facts) = &entry.facts {
        blocks.extend(paragraphs(facts));
    }
    if let Some(because) = &entry.because {
        blocks.push(instead(entry.sign, because));
    }
    if let Some(action) = &entry.action {
        blocks.push(Block::small(
            Inlines::new().muted("Action: ").text(action.as_str()),
        ));
    }
    let mut line: Vec<String> = Vec::new();
    if let Some(basis) = &entry.basis {
        line.push(format!("Basis: {basis}"));
    }
    if let Some(owner) = &entry.owner {
        line.push(format!("Owner: {owner}"));
    }
    if !line.is_empty() {
        blocks.push(Block::note(line.join(" · ")));
    }
    blocks.extend(entry.standing.as_deref().map(Block::note));
    blocks
}

/// What serves instead, or why nothing is asked for.
pub(super) fn instead(sign: Sign, because: &str) -> Block {
    let label = match sign {
        Sign::NotApplicable => "Why not: ",
        _ => "Instead: ",
    };
    Block::small(Inlines::new().muted(label).text(because))
}

pub(super) fn status(sign: Sign) -> Status {
    match sign {
        Sign::InPlace => Status::Full,
        Sign::Partly => Status::Half,
        Sign::NotInPlace => Status::Empty,
        Sign::Alternative => Status::Diamond,
        Sign::NotApplicable => Status::Slashed,
        Sign::Open => Status::Question,
        Sign::Settled => Status::Dot,
    }
}

/// What is not yet established.
pub(super) fn open(open: &[OpenEntry]) -> Vec<Block> {
    let heading = chapter("Open questions");
    if open.is_empty() {
        return vec![
            heading,
            Block::body("Every question in scope is established."),
        ];
    }
    let mut blocks = vec![Block::Leading(vec![
        heading,
        Block::body("What is not known is an open question, not a shortfall."),
    ])];
    let columns = [
        TableColumn::share(4.6),
        TableColumn::share(2.2),
        TableColumn::share(1.8),
        TableColumn::share(1.2),
    ];
    let mut table =
        Table::new(columns).head(["Not yet established", "Theme", "Who may know", "State"]);
    for entry in open {
        table = table.row([
            entry.question.as_str(),
            entry.theme.as_str(),
            entry.ask.as_str(),
            entry.state.as_str(),
        ]);
    }
    table.summary = String::from("Open questions with their theme and who may know the answer.");
    blocks.push(Block::Table(table));
    blocks
}

/// Every date ahead, with whom it binds.
pub(super) fn dates(dates: &[DateEntry]) -> Vec<Block> {
    let mut blocks = vec![chapter("Dates ahead")];
    if dates.is_empty() {
        blocks.push(Block::body(
            "No date in the pack lies ahead of the report date.",
        ));
        return blocks;
    }
    let columns = [
        TableColumn::fit(),
        TableColumn::share(1.1),
        TableColumn::share(1.0),
        TableColumn::fit(),
    ];
    let mut table = Table::new(columns).head(["Date", "What", "Whom it binds", "Attested"]);
    for date in dates {
        let whom = match date.binds_company {
            true => format!("This company; {}", date.whom),
            false => date.whom.clone(),
        };
        table = table.row([
            Inlines::from(date.date.as_str())
                .line()
                .muted(date.left.as_str()),
            Inlines::from(date.what.as_str()),
            Inlines::from(whom),
            Inlines::from(date.confidence.label()),
        ]);
    }
    table.summary = String::from("Dates ahead with whom each binds and how well it is attested.");
    blocks.push(Block::Table(table));
    blocks
}

/// How to read the figures, and where the words of the text come from.
pub(super) fn method(method: &Method) -> Vec<Block> {
    let mut blocks = vec![chapter("How to read this")];
    blocks.extend(
        method
            .paragraphs
            .iter()
            .map(|text| Block::body(text.as_str())),
    );
    let columns = [
        TableColumn::share(1.0),
        TableColumn::share(1.0),
        TableColumn::share(1.0),
    ];
    let mut table = Table::new(columns).head(["Consequence", "What is missing", "Priority"]);
    for (consequence, missing, priority) in &method.priorities {
        table = table.row([consequence.as_str(), missing.as_str(), priority.as_str()]);
    }
    table.summary = String::from("Priority by consequence and by what is missing.");
    blocks.push(Block::Together(vec![Block::Table(table)]));
    let marks: [(Status, &str); 7] = [
        (Status::Full, "in place"),
        (Status::Half, "partly in place"),
        (Status::Empty, "not in place"),
        (Status::Diamond, "alternative measure"),
        (Status::Slashed, "not applicable"),
        (Status::Question, "not yet established, or open"),
        (Status::Dot, "decided, or known"),
    ];
    let legend = marks
        .into_iter()
        .fold(Inlines::new(), |line, (status, words)| {
            line.status(status, "").text(format!("\u{a0}{words}   "))
        });
    blocks.push(Block::small(legend));
    blocks.push(Block::note(method.text_note.as_str()));
    blocks.push(Block::note(method.research_note.as_str()));
    blocks
}

fn list_or(list: &[String], none: &str) -> String {
    if list.is_empty() {
        none.to_owned()
    } else {
        list.join("; ")
    }
}
