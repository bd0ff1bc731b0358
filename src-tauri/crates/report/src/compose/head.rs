//! What stands at the head of a report, runs along its pages, and closes it.

use proviso_core::report::Head;

use super::{Block, HeadingLook, ended, running};
use crate::document::Running;

/// The line above every page: legend; who signed, or that it is a draft, then matter and copy. What may stand alone on
/// a second line is a name, and never the mark of a draft.
pub(super) fn header(head: &Head) -> Running {
    let matter = &head.matter;
    let named = |label: &str, text: &str| {
        if text.trim().is_empty() {
            String::new()
        } else {
            format!("{label} {text}")
        }
    };
    running(
        vec![head.marks.legend.clone().unwrap_or_default()],
        vec![
            match &head.signed {
                // Who reviewed it stands below the title.
                Some(signed) => {
                    let signer = signed.split("; reviewed by ").next();
                    format!("Signed by {}", signer.unwrap_or(signed))
                }
                None => String::from("DRAFT"),
            },
            named("Matter", &matter.matter),
            head.marks
                .number
                .as_deref()
                .map(|number| format!("Copy {number}"))
                .unwrap_or_default(),
            head.marks.recipient.clone().unwrap_or_default(),
        ],
    )
}

/// What the file says of itself in its metadata: what its pages say too, on one line.
pub(super) fn subject(head: &Head) -> String {
    let marks = &head.marks;
    let state = match &head.signed {
        Some(signed) => format!("Signed by {signed}"),
        None => String::from("Draft"),
    };
    let parts = [
        Some(unit(head)),
        Some(format!("{}, reported {}", head.run, head.on)),
        Some(state),
        marks.number.as_ref().map(|number| format!("Copy {number}")),
        marks.recipient.as_ref().map(|name| format!("For {name}")),
        marks.legend.clone(),
        Some(format!("State {}", head.fingerprint)),
        Some(head.citation.trim_end_matches('.').to_owned()),
        Some(head.law.clone()),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(". ")
}

/// Whose assessment it is.
fn unit(head: &Head) -> String {
    let matter = &head.matter;
    match matter.unit.trim() {
        "" => matter.organization.clone(),
        unit => format!("{}, {unit}", matter.organization),
    }
}

/// The line below every page: law date and its age, fingerprint.
pub(super) fn footer(head: &Head) -> Running {
    Running {
        left: format!("{} · {} · State {}", head.law, head.run, head.fingerprint),
        right: String::new(),
    }
}

/// The same on a page that stands alone, with what the report says of itself.
pub(super) fn footer_with_statement(head: &Head) -> Running {
    let footer = footer(head);
    Running {
        left: format!("{}\n{}", footer.left, head.statement),
        ..footer
    }
}

/// The title block: what it is, who asked, who directs, for what purpose, who may read it.
pub(super) fn title(title: &str, head: &Head) -> Vec<Block> {
    let matter = &head.matter;
    let unit = unit(head);
    let state = match &head.signed {
        Some(signed) => format!("Signed by {}", ended(signed)),
        None => String::from("Draft."),
    };
    let amends = head.amends.as_deref();
    let amends = amends.map_or_else(String::new, |amends| format!(" {amends}"));
    let lead = format!(
        "{unit}. {}, reported {}. {state}{amends}",
        head.run, head.on
    );
    let mut privilege = String::new();
    for (label, text) in [
        ("Asked for by", &matter.asked_by),
        ("Directed by", &matter.directed_by),
        ("Purpose:", &matter.purpose),
        ("May be read by", &matter.readers),
    ] {
        if !text.trim().is_empty() {
            privilege.push_str(&format!("{label} {} ", ended(text)));
        }
    }
    let mut blocks = vec![
        Block::heading_as(HeadingLook::Title, 1, title),
        Block::lead(lead),
    ];
    if !privilege.is_empty() {
        blocks.push(Block::small(privilege.trim_end()));
    }
    blocks
}

/// What the report says of itself.
pub(super) fn statement(head: &Head) -> Vec<Block> {
    vec![
        Block::Rule,
        Block::note(head.statement.as_str()),
        Block::note(format!(
            "{}. State {}.",
            head.citation.trim_end_matches('.'),
            head.fingerprint
        )),
    ]
}
