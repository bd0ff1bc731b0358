//! What is kept around the answers: interviews, requests to the business, the matter log. Counsel's file alone.

use proviso_core::report::{Conversation, LogEntry, Sought};

use super::counsel::pairs;
use super::paragraphs;
use super::{Block, Inlines, chapter, ended, minor, section};

/// Lays out the interviews.
pub(super) fn interviews(interviews: &[Conversation]) -> Vec<Block> {
    if interviews.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![chapter("Interviews")];
    for interview in interviews {
        let heading = match &interview.on {
            Some(day) => dated(day, &interview.whom),
            None => Inlines::from(interview.whom.as_str()),
        };
        blocks.push(Block::Leading(vec![
            section(heading),
            Block::note(ended(&interview.recorded)),
        ]));
        blocks.extend(pairs(&interview.parts));
    }
    blocks
}

/// Lays out what was asked of the business, and what came back.
pub(super) fn requests(requests: &[Sought]) -> Vec<Block> {
    if requests.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![Block::Leading(vec![
        chapter("Requests to the business"),
        Block::body(
            "What a respondent stated is a proposal; it became an answer only where counsel accepted it.",
        ),
    ])];
    for request in requests {
        let mut leading = vec![section(request.whom.as_str())];
        leading.extend(pairs(&request.parts));
        blocks.push(Block::Leading(leading));
        match request.returned.is_empty() {
            true => blocks.push(Block::note("Nothing has come back.")),
            false => {
                blocks.push(Block::label("What came back"));
                blocks.extend(pairs(&request.returned));
            }
        }
    }
    blocks
}

/// Lays out the matter log; what corrects an entry or carries it on stands below it.
pub(super) fn matter_log(log: &[LogEntry]) -> Vec<Block> {
    if log.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![Block::Leading(vec![
        chapter("Matter log"),
        Block::body(
            "No entry is changed once it is recorded: what corrects it or carries it on stands below it.",
        ),
    ])];
    for entry in log {
        blocks.extend(log_entry(entry, section(dated(&entry.on, &entry.title))));
        for followed in &entry.followed {
            let heading = Inlines::new()
                .muted(format!("Followed on {}  ", followed.on))
                .text(followed.title.as_str());
            blocks.extend(log_entry(followed, minor(4, heading)));
        }
    }
    blocks
}

fn log_entry(entry: &LogEntry, heading: Block) -> Vec<Block> {
    let note = format!("{}. {}", entry.kind, ended(&entry.recorded));
    let mut blocks = vec![Block::Leading(vec![heading, Block::note(note)])];
    let (text, named): (Vec<_>, Vec<_>) = entry
        .parts
        .iter()
        .cloned()
        .partition(|(label, _)| label.is_empty());
    for (_, text) in &text {
        blocks.extend(paragraphs(text));
    }
    blocks.extend(pairs(&named));
    blocks
}

fn dated(day: &str, words: &str) -> Inlines {
    Inlines::new().muted(format!("{day}  ")).text(words)
}
