//! Requests, what came back for them, and the proposals in it.

use proviso_core::answer::{Answer, Verdict};
use proviso_core::request::{Form, Outcome, Request, Stated, Taken, Wording};
use serde::{Deserialize, Serialize};

use super::Recorded;

/// A question that can be asked of somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct AskItem {
    /// The item.
    pub item: String,
    /// Its title.
    pub title: String,
    /// Pinpoint that it stands under; for counsel alone, no form shows it.
    pub provision: String,
    /// Identifiers of its themes.
    pub themes: Vec<String>,
    /// Who owns it: as recorded with the answer, else who usually does.
    pub owner: String,
    /// Whether the owner was recorded by counsel.
    pub owner_is_recorded: bool,
    /// Whether it is asked of this company now, and not waiting on anything.
    pub in_scope: bool,
    /// The answer as it stands, in words; `null` while there is none.
    pub answer: Option<String>,
    /// Whom it was asked of already, in requests that are not withdrawn, and what is outstanding.
    pub asked_of: Vec<String>,
}

/// What a request can be made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct RequestChoices {
    /// Questions, in the pack's order.
    pub items: Vec<AskItem>,
    /// Owners that occur among them, each once, in alphabetical order.
    pub owners: Vec<String>,
    /// Respondents of earlier requests, each once, the last first.
    pub respondents: Vec<RespondentView>,
    /// The notice that stands in settings.
    pub notice: String,
    /// The draft of the form, as the page saved it; `null` where there is none.
    pub draft: Option<String>,
}

/// Somebody who is asked, or who answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RespondentView {
    /// The name.
    pub name: String,
    /// The role; may be blank.
    pub role: String,
}

/// A request as counsel puts it together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RequestInput {
    /// The items.
    pub items: Vec<String>,
    /// Who is asked.
    pub to: RespondentView,
    /// The day by which an answer is asked for, as typed; blank for none.
    pub due: String,
    /// The cover note.
    pub cover: String,
    /// The notice; blank for the one in settings.
    pub notice: String,
}

/// A request in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct RequestRow {
    /// Identifier.
    pub id: String,
    /// The entry of the record, by which it can be expunged.
    pub entry: String,
    /// Who is asked, with the role.
    pub to: String,
    /// When it was made, as printed.
    pub sent_on: String,
    /// By which day an answer is asked for, as printed.
    pub due_on: Option<String>,
    /// In which form it went out.
    pub form: Form,
    /// That form in words.
    pub form_label: String,
    /// Titles of the items, in the pack's order.
    pub titles: Vec<String>,
    /// How many were asked.
    pub asked: u32,
    /// About how many something came back.
    pub answered: u32,
    /// Proposals that nobody has decided yet.
    pub open: u32,
    /// Whether the day has passed and something is outstanding.
    pub is_overdue: bool,
    /// Where it stands, in a few words: `3 of 12 came back, 2 to decide`.
    pub says: String,
    /// When and why it was withdrawn, as printed; `null` where it was not.
    pub withdrawn: Option<String>,
    /// When reminders were recorded, as printed, the last one last.
    pub reminded: Vec<String>,
}

/// A reply in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ReturnRow {
    /// The entry of the record; names the return.
    pub id: String,
    /// The request.
    pub request: String,
    /// Who answers, with the role.
    pub by: String,
    /// In which form it came, in words.
    pub form_label: String,
    /// When it was received and by whom, as printed.
    pub received: String,
    /// The day that the reply gives, as printed.
    pub on: Option<String>,
    /// What is worth knowing: what could not be read, and what is not as it was sent; one sentence each.
    pub findings: Vec<String>,
    /// How many statements it has.
    pub stated: u32,
    /// How many of them nobody has decided yet.
    pub open: u32,
}

/// All requests of an assessment, and what came back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct RequestsView {
    /// Requests, the newest first.
    pub rows: Vec<RequestRow>,
    /// Returns, the newest first.
    pub returns: Vec<ReturnRow>,
    /// Proposals that nobody has decided yet.
    pub open: u32,
    /// Requests that are overdue.
    pub overdue: u32,
    /// The day on which it is read, as printed.
    pub today: String,
}

/// One request in full.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct RequestView {
    /// Where it stands.
    pub row: RequestRow,
    /// The request as it was sent.
    pub request: Request,
    /// What came back for it, the newest first.
    pub returns: Vec<ReturnRow>,
    /// Proposals in it, in the order of the request.
    pub proposals: Vec<ProposalView>,
    /// The text of a reminder, to copy into a mail; `null` where nothing is outstanding or it is withdrawn.
    pub reminder: Option<String>,
}

/// What became of a request that was put together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum RequestSent {
    /// The dialog was closed without a choice; nothing was recorded.
    Cancelled,
    /// The file is whole on disk and the request on record.
    Written {
        /// The file's name, without its folder.
        file: String,
        /// The request.
        request: Box<RequestView>,
    },
}

/// What became of a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum ProposalState {
    /// Nobody has decided.
    Open,
    /// It is the answer, as it was stated.
    Accepted,
    /// It is the answer, as counsel changed it.
    Edited,
    /// It is not the answer.
    SetAside,
}

impl From<Option<Outcome>> for ProposalState {
    fn from(outcome: Option<Outcome>) -> Self {
        match outcome {
            None => Self::Open,
            Some(Outcome::Accepted) => Self::Accepted,
            Some(Outcome::Edited) => Self::Edited,
            Some(Outcome::SetAside) => Self::SetAside,
        }
    }
}

/// A statement beside the answer that it may become.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ProposalView {
    /// The return that it stands in.
    pub returned: String,
    /// The request.
    pub request: String,
    /// The item.
    pub item: String,
    /// Its title.
    pub title: String,
    /// The question as it was asked of the respondent; blank where it was not asked.
    pub asked: String,
    /// The question as it is asked now; `null` where the run has no such item.
    pub question: Option<String>,
    /// How the words stand to each other.
    pub wording: Wording,
    /// What is said of the words, where they are not the same.
    pub wording_says: Option<String>,
    /// What is stated.
    pub stated: Stated,
    /// Verdict, option or value, in words.
    pub stated_label: Option<String>,
    /// Who states it and on which day, as it would be recorded as the basis.
    pub basis: String,
    /// The reference that would be made of the documents that are named; `null` where none is named.
    pub evidence: Option<String>,
    /// What counsel starts from: the statement as it would be taken unchanged.
    pub taken: Taken,
    /// The answer as it stands now; `null` while there is none.
    pub present: Option<Answer>,
    /// That answer in words.
    pub present_label: Option<String>,
    /// What became of it.
    pub state: ProposalState,
    /// When and by whom it was decided, and why, in one sentence; `null` while it is open.
    pub state_says: Option<String>,
    /// Whether the answer was changed since it was accepted.
    pub changed_since: bool,
    /// Why it cannot be accepted now; `null` where it can. It can be set aside all the same.
    pub refusal: Option<String>,
    /// The draft of the form, as the page saved it.
    pub draft: Option<String>,
}

/// What accepting a proposal did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ProposalAccepted {
    /// The proposal as it stands then.
    pub proposal: ProposalView,
    /// The answer, as recording a field returns it.
    pub recorded: Recorded,
}

/// What became of a file that was to be received.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Receipt {
    /// The dialog was closed without a choice.
    Cancelled,
    /// It is on record and waits for counsel.
    Received {
        /// The file's name, without its folder.
        file: String,
        /// The return.
        returned: Box<ReturnRow>,
        /// The request that it answers, with the proposals in it.
        request: Box<RequestView>,
    },
}

/// What is kept around one item: what was proposed, said and noted about it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct AroundItem {
    /// Proposals, the newest first.
    pub proposals: Vec<ProposalView>,
    /// Whom it is asked of, with where each request stands.
    pub asked_of: Vec<String>,
    /// Interviews in which it was talked about.
    pub interviews: Vec<super::InterviewView>,
    /// Entries of the matter log that are about it.
    pub log: Vec<super::MatterView>,
}

/// A request that is answered here for somebody else, in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct AnsweringRow {
    /// The request.
    pub request: String,
    /// The company, and its unit.
    pub organization: String,
    /// Who asks.
    pub from: String,
    /// By which day, as printed.
    pub due_on: Option<String>,
    /// How many questions it has.
    pub asked: u32,
    /// About how many something is stated.
    pub answered: u32,
    /// When it was changed last, as printed.
    pub updated: String,
}

/// A request that is answered here: the questions, and what is stated so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct AnsweringView {
    /// The request.
    pub request: Request,
    /// Who answers.
    pub by: RespondentView,
    /// What is stated so far.
    pub answers: Vec<Stated>,
    /// About how many questions something is stated.
    pub answered: u32,
    /// By which day an answer is asked for, as printed.
    pub due_on: Option<String>,
    /// The clock time at which it was on disk last.
    pub saved: String,
    /// Verdicts to choose from, each with its label.
    pub verdicts: Vec<(Verdict, String)>,
}

/// A statement as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StatedInput {
    /// The item.
    pub item: String,
    /// Practice: how it stands.
    pub verdict: Option<Verdict>,
    /// Choice: the identifier of the option; blank for none.
    pub choice: String,
    /// Text, date or whole number, as typed; blank for none.
    pub value: String,
    /// The facts.
    pub facts: String,
    /// How the respondent knows.
    pub basis: Option<proviso_core::answer::BasisKind>,
    /// Documents that would show it, and where they are held.
    pub evidence: String,
    /// The day as of which it is stated, as typed; blank for none.
    pub on: String,
}

/// What was chosen to be answered here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum AnsweringOpened {
    /// The dialog was closed without a choice.
    Cancelled,
    /// It is kept and can be answered.
    Opened {
        /// The request.
        answering: Box<AnsweringView>,
    },
}
