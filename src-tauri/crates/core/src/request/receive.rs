//! Receiving a reply: held against the request as it was sent, the questions as they are asked now, and
//! what came back before. What does not fit is said in one sentence each, and what can be read is kept.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Asks, Form, Reply, Request, Respondent, Stated};
use crate::answer::{Answer, Field, MAX_TEXT_BYTES};
use crate::canonical::Hash;
use crate::date::Date;
use crate::pack::{Item, Pack};

/// A reply as it was received: what is kept on record of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Returned {
    /// The request that it answers.
    pub request: String,
    /// In which form it came.
    pub form: Form,
    /// SHA-256 of the file.
    pub file: Hash,
    /// Who answers, as written by that person.
    pub by: Respondent,
    /// The day of the reply, where one is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Date>,
    /// What is stated, in the order of the form.
    pub answers: Vec<Stated>,
    /// What was found, in sentences: what could not be read, and what is not as it was sent.
    pub findings: Vec<String>,
}

/// Something worth knowing about a reply. Each is one sentence.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Finding {
    /// It names another assessment than its request did.
    #[error(
        "The reply names another assessment than the request did. It was kept with the request that it names"
    )]
    OtherAssessment,
    /// It names another pack.
    #[error(
        "The reply names another text of the questions than the request did. Hold each statement against the question as it was asked"
    )]
    OtherPack,
    /// Whoever answers is not whom counsel asked.
    #[error("“{asked}” was asked, and the reply says that it is by “{by}”")]
    OtherRespondent {
        /// Whom counsel asked.
        asked: String,
        /// Who answers.
        by: String,
    },
    /// Nobody is named.
    #[error("The reply does not say who answers; {asked} was asked")]
    Unnamed {
        /// Whom counsel asked.
        asked: String,
    },
    /// A reply to the request came before.
    #[error(
        "A reply of {by} to this request was received on {} already, with other content. Both are kept",
        on.long()
    )]
    Again {
        /// Who.
        by: String,
        /// When.
        on: Date,
    },
    /// Nothing is stated.
    #[error("Nothing is stated in the reply")]
    Nothing,
    /// An item was not asked.
    #[error("“{title}” was not asked in this request. What is stated about it is kept and marked")]
    NotAsked {
        /// The item's title, or its identifier where the pack has none of that name.
        title: String,
    },
    /// An item is answered twice.
    #[error("“{title}” is answered twice. The first answer is offered")]
    Twice {
        /// The item's title.
        title: String,
    },
    /// The words that were answered are not those that were asked.
    #[error(
        "“{title}” was answered under words other than those of the request. What is stated is kept and marked"
    )]
    OtherWords {
        /// The item's title.
        title: String,
    },
    /// The question has changed since it was asked.
    #[error("“{title}” is asked in other words now than when it was answered")]
    OlderWords {
        /// The item's title.
        title: String,
    },
    /// The question is not asked any more.
    #[error("“{title}” is not asked any more in the run that is open. What is stated is kept")]
    NoLongerAsked {
        /// The item's title.
        title: String,
    },
    /// A field does not fit what is asked.
    #[error("“{title}”: {why}. It is kept as it was written")]
    DoesNotFit {
        /// The item's title.
        title: String,
        /// What is wrong.
        why: String,
    },
    /// The request was withdrawn before.
    #[error("This request was withdrawn on {}", on.long())]
    Withdrawn {
        /// When.
        on: Date,
    },
}

/// Why a reply was not received. Nothing was recorded.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ReceiveError {
    /// The request was not made here.
    #[error(
        "The file answers a request ({}) that was not made in this data folder. Open the data folder in \
         which it was made, or ask the respondent for the file that answers yours. Nothing was recorded",
        short(request)
    )]
    UnknownRequest {
        /// Its identifier.
        request: String,
    },
    /// This very file was received before, or one that says the same.
    #[error(
        "What this file says was received already, on {}, as the reply of {by}. Nothing was recorded again",
        on.long()
    )]
    SameFile {
        /// Who.
        by: String,
        /// When.
        on: Date,
    },
    /// A text is longer than any field.
    #[error(
        "What is stated about “{item}” has {bytes} bytes; a field holds {MAX_TEXT_BYTES}. Ask the respondent to \
         shorten it. Nothing was recorded"
    )]
    TooLong {
        /// The item.
        item: String,
        /// Its length.
        bytes: usize,
    },
}

fn short(id: &str) -> String {
    id.chars().take(8).collect()
}

/// A reply that was received before.
#[derive(Debug, Clone, Copy)]
pub struct Earlier<'a> {
    /// What was kept.
    pub returned: &'a Returned,
    /// The day on which it was received.
    pub on: Date,
}

/// A reply that came by file.
#[derive(Debug, Clone, Copy)]
pub struct Arrived<'a> {
    /// What it says.
    pub reply: &'a Reply,
    /// In which form it came.
    pub form: Form,
    /// SHA-256 of the file.
    pub file: &'a Hash,
    /// What could not be read, in sentences.
    pub unread: &'a [String],
}

/// What a reply is held against.
#[derive(Debug, Clone, Copy)]
pub struct Against<'a> {
    /// The request as it was sent; `None` where none of that name was made here.
    pub request: Option<&'a Request>,
    /// When it was withdrawn.
    pub withdrawn: Option<Date>,
    /// The questions as they are asked now.
    pub pack: &'a Pack,
    /// Replies to the request that came before.
    pub earlier: &'a [Earlier<'a>],
}

/// Receives a reply: says what is kept of it, with everything that is worth knowing.
///
/// # Errors
/// The request is unknown, the very same file came before, or a text is longer than any field.
pub fn receive(arrived: Arrived<'_>, against: Against<'_>) -> Result<Returned, ReceiveError> {
    let reply = arrived.reply;
    let Some(request) = against.request else {
        let request = reply.request.clone();
        return Err(ReceiveError::UnknownRequest { request });
    };
    // A form that was saved once more has other bytes and says the same.
    let same = |known: &&Earlier<'_>| {
        let before = known.returned;
        let says =
            (&before.by, before.on, &before.answers) == (&reply.by, reply.on, &reply.answers);
        before.file == *arrived.file || (says && before.form == arrived.form)
    };
    if let Some(known) = against.earlier.iter().find(same) {
        return Err(ReceiveError::SameFile {
            by: named(&known.returned.by.name, &request.to.name),
            on: known.on,
        });
    }
    for stated in &reply.answers {
        too_long(stated)?;
    }
    let mut findings = arrived.unread.to_vec();
    let mut said: Vec<Finding> = Vec::new();
    if let Some(on) = against.withdrawn {
        said.push(Finding::Withdrawn { on });
    }
    if reply.assessment != request.assessment {
        said.push(Finding::OtherAssessment);
    }
    if reply.pack_hash != request.pack.hash {
        said.push(Finding::OtherPack);
    }
    let asked = request.to.name.clone();
    if reply.by.name.trim().is_empty() {
        said.push(Finding::Unnamed { asked });
    } else if !same_name(&reply.by.name, &asked) {
        let by = reply.by.name.trim().to_owned();
        said.push(Finding::OtherRespondent { asked, by });
    }
    let again = |known: &&Earlier<'_>| {
        same_name(
            &named(&known.returned.by.name, &request.to.name),
            &named(&reply.by.name, &request.to.name),
        )
    };
    if let Some(known) = against.earlier.iter().rev().find(again) {
        said.push(Finding::Again {
            by: named(&known.returned.by.name, &request.to.name),
            on: known.on,
        });
    }
    let mut seen: Vec<&str> = Vec::new();
    let mut stated_at_all = false;
    for stated in &reply.answers {
        if stated.is_empty() {
            continue;
        }
        stated_at_all = true;
        if seen.contains(&stated.item.as_str()) {
            let title = title(request, against.pack, &stated.item);
            said.push(Finding::Twice { title });
            continue;
        }
        seen.push(&stated.item);
        look(stated, request, against.pack, &mut said);
    }
    if !stated_at_all {
        said.push(Finding::Nothing);
    }
    findings.extend(said.iter().map(ToString::to_string));
    Ok(Returned {
        request: request.id.clone(),
        form: arrived.form,
        file: arrived.file.clone(),
        by: reply.by.clone(),
        on: reply.on,
        answers: reply
            .answers
            .iter()
            .filter(|stated| !stated.is_empty())
            .cloned()
            .collect(),
        findings,
    })
}

fn named(by: &str, asked: &str) -> String {
    let by = by.trim();
    if by.is_empty() { asked } else { by }.to_owned()
}

/// Whether two names are the same to a reader.
fn same_name(one: &str, other: &str) -> bool {
    let plain = |name: &str| {
        let words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
        words.join(" ")
    };
    plain(one) == plain(other)
}

fn title(request: &Request, pack: &Pack, item: &str) -> String {
    let asked = request.items.iter().find(|asked| asked.item == item);
    asked
        .map(|asked| asked.title.clone())
        .or_else(|| Some(pack.item(item)?.title.clone()))
        .unwrap_or_else(|| item.to_owned())
}

fn too_long(stated: &Stated) -> Result<(), ReceiveError> {
    let texts = [
        &stated.value,
        &stated.facts,
        &stated.evidence,
        &stated.choice,
    ];
    for text in texts.into_iter().flatten() {
        if text.len() > MAX_TEXT_BYTES {
            return Err(ReceiveError::TooLong {
                item: stated.item.clone(),
                bytes: text.len(),
            });
        }
    }
    Ok(())
}

/// How the words under which something was stated stand to the question as it is asked now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Wording {
    /// The same words.
    Same,
    /// Other words: the question has changed since, or the reply names words that were not asked.
    Other,
    /// The question is not asked any more.
    Gone,
}

/// Says how the words under which something was stated stand to the item as it is asked now.
pub fn wording(stated: &Stated, item: Option<&Item>) -> Wording {
    match item {
        None => Wording::Gone,
        Some(item) if item.text_hash().0 == stated.item_hash => Wording::Same,
        Some(_) => Wording::Other,
    }
}

fn look(stated: &Stated, request: &Request, pack: &Pack, said: &mut Vec<Finding>) {
    let title = || title(request, pack, &stated.item);
    let asked = request.items.iter().find(|asked| asked.item == stated.item);
    match asked {
        None => said.push(Finding::NotAsked { title: title() }),
        Some(asked) if asked.item_hash.0 != stated.item_hash => {
            said.push(Finding::OtherWords { title: title() });
        }
        Some(_) => match wording(stated, pack.item(&stated.item)) {
            Wording::Same => {}
            Wording::Other => said.push(Finding::OlderWords { title: title() }),
            Wording::Gone => said.push(Finding::NoLongerAsked { title: title() }),
        },
    }
    let mut unfit = |why: String| {
        said.push(Finding::DoesNotFit {
            title: title(),
            why,
        });
    };
    if let Some(asked) = asked {
        let is_practice = matches!(asked.asks, Asks::Practice { .. });
        if stated.verdict.is_some() && !is_practice {
            unfit(String::from("a verdict is stated, and none was asked"));
        }
        match (&stated.choice, &asked.asks) {
            (Some(choice), Asks::Choice { options }) => {
                if !options.iter().any(|(id, _)| id == choice) {
                    unfit(format!("“{choice}” is none of the options"));
                }
            }
            (Some(_), _) => unfit(String::from("an option is chosen, and none was offered")),
            (None, _) => {}
        }
    }
    if let (Some(value), Some(item)) = (&stated.value, pack.item(&stated.item))
        && let Err(why) = Answer::default().with(item, Field::Value, Some(value))
    {
        unfit(why.to_string());
    }
}
