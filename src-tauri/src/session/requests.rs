//! Requests: what can be asked of whom, putting one together, where each stands, and reminders.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use proviso_core::date::{Date, Moment};
use proviso_core::report::answer_in_words;
use proviso_core::request::{Cover, Form, Request, Respondent, reminder, request_for, standing};
use proviso_store::{ExportedCopy, Noted, ProposalOutcome, REQUEST, ReceivedReturn, SentRequest};

use super::departing::REQUEST_FORM;
use super::{Loaded, Session, SessionError, random};
use crate::forms;
use crate::wire::{
    AskItem, RequestChoices, RequestInput, RequestRow, RequestView, RequestsView, RespondentView,
    ReturnRow,
};

/// The longest reason for which a request is withdrawn, in characters.
const LONGEST: usize = 2_000;

/// What was asked in an assessment, what came back, and what became of it.
pub(super) struct Business {
    pub(super) requests: Vec<SentRequest>,
    pub(super) returns: Vec<ReceivedReturn>,
    /// The last word on each proposal, by return and item.
    pub(super) outcomes: BTreeMap<(String, String), ProposalOutcome>,
}

impl Business {
    pub(super) fn request(&self, id: &str) -> Option<&SentRequest> {
        self.requests.iter().find(|sent| sent.request.id == id)
    }

    pub(super) fn returns_of<'a>(
        &'a self,
        request: &'a str,
    ) -> impl DoubleEndedIterator<Item = &'a ReceivedReturn> {
        let all = self.returns.iter();
        all.filter(move |back| back.returned.request == request)
    }

    /// Returns the items about which a return states something, each once.
    pub(super) fn stated(back: &ReceivedReturn) -> Vec<&str> {
        let mut items: Vec<&str> = Vec::new();
        for stated in &back.returned.answers {
            if !stated.is_empty() && !items.contains(&stated.item.as_str()) {
                items.push(&stated.item);
            }
        }
        items
    }

    pub(super) fn outcome(&self, returned: &str, item: &str) -> Option<&ProposalOutcome> {
        self.outcomes.get(&(returned.to_owned(), item.to_owned()))
    }

    /// Counts the proposals of a return that nobody has decided yet.
    pub(super) fn open(&self, back: &ReceivedReturn) -> usize {
        let stated = Self::stated(back).into_iter();
        stated
            .filter(|item| self.outcome(&back.entry, item).is_none())
            .count()
    }

    /// Returns where a request stands, for a list.
    pub(super) fn row(&self, sent: &SentRequest, on: Date) -> RequestRow {
        let request = &sent.request;
        let returns: Vec<&ReceivedReturn> = self.returns_of(&request.id).collect();
        let withdrawn = sent.withdrawn();
        let stands = standing(
            request,
            returns.iter().map(|back| &back.returned),
            withdrawn.is_some(),
            on,
        );
        let open: usize = returns.iter().map(|back| self.open(back)).sum();
        RequestRow {
            id: request.id.clone(),
            entry: sent.entry.clone(),
            to: request.to.printed(),
            sent_on: request.sent_on.long(),
            due_on: request.due_on.map(Date::long),
            form: sent.form,
            form_label: sent.form.label().to_owned(),
            titles: request
                .items
                .iter()
                .map(|asked| asked.title.clone())
                .collect(),
            asked: count(stands.asked),
            answered: count(stands.answered),
            open: count(open),
            is_overdue: stands.is_overdue,
            says: in_words(&stands, open, withdrawn.is_some(), request.due_on),
            withdrawn: withdrawn.map(|(at, why)| {
                let day = at.local_date().long();
                if why.is_empty() {
                    format!("Withdrawn on {day}")
                } else {
                    format!("Withdrawn on {day}: {why}")
                }
            }),
            reminded: sent
                .notes
                .iter()
                .filter(|note| note.about == Noted::Reminded)
                .map(|note| note.recorded_at.local_date().long())
                .collect(),
        }
    }

    /// Returns a reply, for a list.
    pub(super) fn return_row(&self, back: &ReceivedReturn) -> ReturnRow {
        let returned = &back.returned;
        let asked = self.request(&returned.request);
        let by = match (returned.by.name.trim(), asked) {
            ("", Some(sent)) => sent.request.to.printed(),
            _ => returned.by.printed(),
        };
        ReturnRow {
            id: back.entry.clone(),
            request: returned.request.clone(),
            by,
            form_label: returned.form.label().to_owned(),
            received: recorded(back.recorded_at, &back.author),
            on: returned.on.map(Date::long),
            findings: returned.findings.clone(),
            stated: count(Self::stated(back).len()),
            open: count(self.open(back)),
        }
    }
}

/// Where a request stands, in a few words.
fn in_words(
    stands: &proviso_core::request::RequestStanding,
    open: usize,
    withdrawn: bool,
    due: Option<Date>,
) -> String {
    let mut says = match (stands.answered, stands.asked) {
        (0, _) => String::from("Nothing came back yet"),
        (answered, asked) if answered == asked => String::from("All came back"),
        (answered, asked) => format!("{answered} of {asked} came back"),
    };
    if open > 0 {
        says.push_str(&format!(", {open} to decide"));
    }
    if withdrawn {
        says.push_str("; withdrawn");
    } else if let Some(due) = due.filter(|_| stands.is_overdue) {
        says.push_str(&format!("; was due on {}", due.long()));
    }
    says
}

pub(super) fn count(many: usize) -> u32 {
    u32::try_from(many).unwrap_or(u32::MAX)
}

/// When something was recorded and by whom, as printed.
pub(super) fn recorded(at: Moment, author: &str) -> String {
    format!("{}, by {author}", at.long())
}

impl From<&RespondentView> for Respondent {
    fn from(view: &RespondentView) -> Self {
        Self {
            name: view.name.clone(),
            role: view.role.clone(),
        }
    }
}

impl From<&Respondent> for RespondentView {
    fn from(respondent: &Respondent) -> Self {
        Self {
            name: respondent.name.clone(),
            role: respondent.role.clone(),
        }
    }
}

impl Session {
    /// Reads what was asked in an assessment, what came back, and what became of it.
    pub(super) fn business(&self, assessment: &str) -> Result<Business, SessionError> {
        let outcomes = self.store.proposals(assessment)?.into_iter();
        Ok(Business {
            requests: self.store.requests(assessment)?,
            returns: self.store.returns(assessment)?,
            outcomes: outcomes
                .map(|one| ((one.returned.clone(), one.item.clone()), one))
                .collect(),
        })
    }

    /// Returns what a request can be made of.
    pub fn request_choices(&self, run: &str) -> Result<RequestChoices, SessionError> {
        let loaded = self.load(run)?;
        let business = self.business(&loaded.assessment.id)?;
        let read = loaded.read(self.today());
        let mut items = Vec::with_capacity(loaded.pack.items.len());
        for item in &loaded.pack.items {
            let answer = loaded.answers.get(&item.id);
            let owner = answer
                .and_then(|answer| answer.owner.clone())
                .filter(|owner| !owner.trim().is_empty());
            items.push(AskItem {
                item: item.id.clone(),
                title: item.title.clone(),
                provision: item.provision.clone(),
                themes: item.themes.clone(),
                owner_is_recorded: owner.is_some(),
                owner: owner.unwrap_or_else(|| item.owner.clone()),
                in_scope: read.scope.contains(&item.id),
                answer: answer
                    .filter(|answer| answer.is_answered(item))
                    .map(|answer| answer_in_words(item, answer).1),
                asked_of: self.asked_of(&business, &item.id),
            });
        }
        let owners: BTreeSet<&str> = items.iter().map(|item| item.owner.as_str()).collect();
        let owners = owners.into_iter().map(str::to_owned).collect();
        let mut respondents: Vec<RespondentView> = Vec::new();
        for sent in business.requests.iter().rev() {
            let view = RespondentView::from(&sent.request.to);
            if !respondents.contains(&view) {
                respondents.push(view);
            }
        }
        let drafts = self.store.form_drafts(&loaded.assessment.id)?;
        Ok(RequestChoices {
            items,
            owners,
            respondents,
            notice: self.settings()?.notice,
            draft: drafts
                .into_iter()
                .find(|draft| draft.form == REQUEST_FORM)
                .map(|draft| draft.text),
        })
    }

    /// Returns the themes of a run's pack: name and label.
    pub fn theme_names(&self, run: &str) -> Result<Vec<(String, String)>, SessionError> {
        let pack = self.load(run)?.pack;
        let themes = pack.themes.iter();
        Ok(themes
            .map(|theme| (theme.id.clone(), theme.label.clone()))
            .collect())
    }

    /// Says whom an item is asked of, in requests that are not withdrawn, with where each stands.
    pub(super) fn asked_of(&self, business: &Business, item: &str) -> Vec<String> {
        let requests = business.requests.iter().rev();
        let open = requests.filter(|sent| sent.withdrawn().is_none());
        open.filter(|sent| sent.request.items.iter().any(|asked| asked.item == item))
            .map(|sent| {
                let came = business
                    .returns_of(&sent.request.id)
                    .any(|back| Business::stated(back).contains(&item));
                format!(
                    "{}, asked on {}: {}",
                    sent.request.to.printed(),
                    sent.request.sent_on.long(),
                    if came {
                        "came back"
                    } else {
                        "nothing came back yet"
                    }
                )
            })
            .collect()
    }

    /// Puts a request together as it would be sent today. Nothing is recorded.
    pub fn put_together(&self, run: &str, input: &RequestInput) -> Result<Request, SessionError> {
        let stamp = self.stamp()?;
        let loaded = self.load(run)?;
        self.put_together_of(&loaded, input, &stamp.author)
    }

    fn put_together_of(
        &self,
        loaded: &Loaded,
        input: &RequestInput,
        author: &str,
    ) -> Result<Request, SessionError> {
        let details = &loaded.assessment.details;
        let notice = match input.notice.trim() {
            "" => self.settings()?.notice,
            given => given.to_owned(),
        };
        let due_on = match input.due.trim() {
            "" => None,
            typed => Some(Date::parse_typed(typed)?),
        };
        let cover = Cover {
            id: uuid::Uuid::from_bytes(random()).simple().to_string(),
            assessment: loaded.assessment.id.clone(),
            run: loaded.run.id.clone(),
            pack_hash: loaded.run.pack.hash.0.clone(),
            organization: details.organization.clone(),
            unit: details.unit.clone(),
            from: author.to_owned(),
            to: Respondent::from(&input.to),
            due_on,
            note: input.cover.clone(),
            notice,
        };
        Ok(request_for(
            &loaded.pack,
            &cover,
            &input.items,
            self.today(),
        )?)
    }

    /// Returns what is kept of a request as a file: nothing of what it asks.
    pub fn request_copy(
        &self,
        request: &Request,
        form: Form,
        (path, bytes): (&Path, &[u8]),
    ) -> Result<ExportedCopy, SessionError> {
        let loaded = self.load_as_signed(&request.run)?;
        let to = request.to.name.trim();
        Ok(ExportedCopy {
            items: Some(count(request.items.len())),
            recipient: (!to.is_empty()).then(|| to.to_owned()),
            ..self.other_copy(&loaded, (REQUEST, forms::kind(form).1), (path, bytes))
        })
    }

    /// Returns a request as it was sent, for its file to be made again.
    pub fn sent(&self, run: &str, request: &str) -> Result<Request, SessionError> {
        let assessment = self.store.run(run)?.assessment;
        let business = self.business(&assessment)?;
        let sent = business
            .request(request)
            .ok_or(SessionError::UnknownRequest)?;
        Ok(sent.request.clone())
    }

    /// Lists the requests of the assessment that a run belongs to, and what came back.
    pub fn requests(&self, run: &str) -> Result<RequestsView, SessionError> {
        let assessment = self.store.run(run)?.assessment;
        let business = self.business(&assessment)?;
        let today = self.today();
        let rows: Vec<RequestRow> = business
            .requests
            .iter()
            .rev()
            .map(|sent| business.row(sent, today))
            .collect();
        let returns: Vec<ReturnRow> = business
            .returns
            .iter()
            .rev()
            .map(|back| business.return_row(back))
            .collect();
        Ok(RequestsView {
            open: returns.iter().map(|row| row.open).sum(),
            overdue: count(rows.iter().filter(|row| row.is_overdue).count()),
            rows,
            returns,
            today: today.long(),
        })
    }

    /// Returns one request in full.
    pub fn request(&self, run: &str, request: &str) -> Result<RequestView, SessionError> {
        let loaded = self.load(run)?;
        let business = self.business(&loaded.assessment.id)?;
        let sent = business
            .request(request)
            .ok_or(SessionError::UnknownRequest)?;
        let today = self.today();
        let row = business.row(sent, today);
        let stands = standing(
            &sent.request,
            business.returns_of(request).map(|back| &back.returned),
            sent.withdrawn().is_some(),
            today,
        );
        let is_asked = sent.withdrawn().is_none() && !stands.outstanding.is_empty();
        let order: BTreeMap<&str, usize> = sent
            .request
            .items
            .iter()
            .enumerate()
            .map(|(at, asked)| (asked.item.as_str(), at))
            .collect();
        let mut proposals = self.proposal_views(&loaded, &business, |back, _| {
            back.returned.request == request
        })?;
        proposals.sort_by_key(|view| order.get(view.item.as_str()).copied().unwrap_or(usize::MAX));
        Ok(RequestView {
            returns: business
                .returns_of(request)
                .rev()
                .map(|back| business.return_row(back))
                .collect(),
            reminder: is_asked.then(|| reminder(&sent.request, &stands, today)),
            request: sent.request.clone(),
            row,
            proposals,
        })
    }

    /// Withdraws a request. What came back for it stays, and what comes back is still received.
    pub fn withdraw_request(
        &mut self,
        run: &str,
        request: &str,
        reason: &str,
    ) -> Result<RequestsView, SessionError> {
        self.note_on(run, request, Noted::Withdrawn, reason)
    }

    /// Records that the respondent was reminded today.
    pub fn record_reminder(
        &mut self,
        run: &str,
        request: &str,
    ) -> Result<RequestsView, SessionError> {
        self.note_on(run, request, Noted::Reminded, "")
    }

    fn note_on(
        &mut self,
        run: &str,
        request: &str,
        about: Noted,
        text: &str,
    ) -> Result<RequestsView, SessionError> {
        let stamp = self.stamp()?;
        if text.chars().count() > LONGEST {
            return Err(SessionError::TooLong {
                characters: LONGEST,
            });
        }
        let assessment = self.store.run(run)?.assessment;
        let business = self.business(&assessment)?;
        let sent = business
            .request(request)
            .ok_or(SessionError::UnknownRequest)?;
        if sent.withdrawn().is_some() {
            return Err(SessionError::Withdrawn);
        }
        self.store
            .note_on_request(&assessment, request, about, text, &stamp)?;
        self.requests(run)
    }
}
