//! Where a request stands: what came back, what is open, whether it is overdue, and the words of a
//! reminder.

use std::collections::BTreeSet;

use super::{Request, Returned};
use crate::date::Date;

/// Where a request stands on a day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RequestStanding {
    /// How many items were asked.
    pub asked: usize,
    /// About how many something came back.
    pub answered: usize,
    /// Titles of the items about which nothing came back.
    pub outstanding: Vec<String>,
    /// Whether the day by which an answer was asked for has passed, and something is outstanding.
    pub is_overdue: bool,
}

/// Says where a request stands on the day `on`.
pub fn standing<'a>(
    request: &Request,
    returns: impl IntoIterator<Item = &'a Returned>,
    withdrawn: bool,
    on: Date,
) -> RequestStanding {
    let mut answered: BTreeSet<&str> = BTreeSet::new();
    for returned in returns {
        let stated = returned.answers.iter().filter(|stated| !stated.is_empty());
        answered.extend(stated.map(|stated| stated.item.as_str()));
    }
    let outstanding: Vec<String> = request
        .items
        .iter()
        .filter(|asked| !answered.contains(asked.item.as_str()))
        .map(|asked| asked.title.clone())
        .collect();
    RequestStanding {
        asked: request.items.len(),
        answered: request.items.len() - outstanding.len(),
        is_overdue: !withdrawn
            && !outstanding.is_empty()
            && request.due_on.is_some_and(|due| due < on),
        outstanding,
    }
}

/// Returns the text of a reminder, to copy into a mail: who asked, when, by when, and the titles of what is
/// outstanding. It holds nothing of any answer.
pub fn reminder(request: &Request, standing: &RequestStanding, on: Date) -> String {
    let mut text = format!("Dear {},\n\n", request.to.name);
    text.push_str(&format!(
        "On {} I asked you for facts about {}, for {}.",
        request.sent_on.long(),
        match request.items.len() {
            1 => String::from("one question"),
            many => format!("{many} questions"),
        },
        request.organization,
    ));
    match request.due_on {
        Some(due) if due < on => {
            text.push_str(&format!(" I had hoped to have them by {}.", due.long()));
        }
        Some(due) => text.push_str(&format!(
            " It would help me to have them by {}.",
            due.long()
        )),
        None => {}
    }
    let left = &standing.outstanding;
    if left.len() == request.items.len() {
        text.push_str(" Nothing has reached me so far:\n\n");
    } else {
        text.push_str(" Thank you for what you sent. These are still open:\n\n");
    }
    for title in left {
        text.push_str(&format!("  - {title}\n"));
    }
    text.push_str(
        "\nA short answer is enough, and “I do not know” is one. If somebody else knows better, please \
         tell me who. If the form did not reach you, tell me and I will send it again.\n\n",
    );
    text.push_str(&format!("With thanks,\n{}\n", request.from));
    text
}
