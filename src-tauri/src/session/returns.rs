//! Returns: receiving a filled form, and what counsel makes of each statement in it.

use proviso_core::answer::Answer;
use proviso_core::canonical::sha256;
use proviso_core::evidence::Evidence;
use proviso_core::report::answer_in_words;
use proviso_core::request::{
    Against, Arrived, Attributed, Earlier, Outcome, ReceiveError, Taken, Wording, receive, wording,
};
use proviso_core::scope::scope;
use proviso_store::{Cause, Change, NewOutcome, ReceivedReturn, RecordError};

use super::requests::{Business, recorded};
use super::{Loaded, Session, SessionError};
use crate::forms::Filled;
use crate::view::{moves, recorded_state};
use crate::wire::{
    ProposalAccepted, ProposalState, ProposalView, Recorded, RequestView, ReturnRow,
};

/// The longest reason for which a proposal is set aside, in characters.
const LONGEST: usize = 2_000;

/// Returns the name of the form in which a proposal is looked at.
fn draft_of(returned: &str, item: &str) -> String {
    format!("proposal:{returned}:{item}")
}

impl Session {
    /// Receives a filled form: holds it against its request and puts it on record. It becomes no answer by
    /// that. `run` is the one that is open; without one, the request's own assessment is taken.
    pub fn receive(
        &mut self,
        run: Option<&str>,
        bytes: &[u8],
        filled: &Filled,
    ) -> Result<(ReturnRow, RequestView), SessionError> {
        let stamp = self.stamp()?;
        let reply = &filled.reply;
        let Some(assessment) = self.store.assessment_of_request(&reply.request)? else {
            let request = reply.request.clone();
            return Err(ReceiveError::UnknownRequest { request }.into());
        };
        let run = match run {
            None => self.latest_run(&assessment)?,
            Some(run) => {
                let here = self.store.run(run)?.assessment;
                if here != assessment {
                    let name = self.store.assessment(&assessment)?.details.name();
                    return Err(SessionError::ReplyOfAnother { name });
                }
                run.to_owned()
            }
        };
        let loaded = self.load(&run)?;
        let business = self.business(&assessment)?;
        let sent = business.request(&reply.request);
        let earlier: Vec<Earlier<'_>> = business
            .returns_of(&reply.request)
            .map(|back| Earlier {
                returned: &back.returned,
                on: back.recorded_at.local_date(),
            })
            .collect();
        let arrived = Arrived {
            reply,
            form: filled.form,
            file: &sha256(bytes),
            unread: &filled.unread,
        };
        let against = Against {
            request: sent.map(|sent| &sent.request),
            withdrawn: sent
                .and_then(|sent| sent.withdrawn())
                .map(|(at, _)| at.local_date()),
            pack: &loaded.pack,
            earlier: &earlier,
        };
        let returned = receive(arrived, against)?;
        let entry = self.store.record_return(&assessment, &returned, &stamp)?;
        let business = self.business(&assessment)?;
        let back = business
            .returns
            .iter()
            .find(|back| back.entry == entry.revision)
            .ok_or(SessionError::UnknownReturn)?;
        Ok((
            business.return_row(back),
            self.request(&run, &returned.request)?,
        ))
    }

    /// Lists the proposals of an assessment that nobody has decided yet, the oldest first.
    pub fn open_proposals(&self, run: &str) -> Result<Vec<ProposalView>, SessionError> {
        let loaded = self.load(run)?;
        let business = self.business(&loaded.assessment.id)?;
        self.proposal_views(&loaded, &business, |back, item| {
            business.outcome(&back.entry, item).is_none()
        })
    }

    /// Returns the proposals that `wanted` picks, in the order in which they came.
    pub(super) fn proposal_views(
        &self,
        loaded: &Loaded,
        business: &Business,
        wanted: impl Fn(&ReceivedReturn, &str) -> bool,
    ) -> Result<Vec<ProposalView>, SessionError> {
        let stored = self.store.answers(&loaded.run.id)?;
        let drafts = self.store.form_drafts(&loaded.assessment.id)?;
        let mut views = Vec::new();
        for back in &business.returns {
            for item in Business::stated(back) {
                if !wanted(back, item) {
                    continue;
                }
                let Some(mut view) = proposal(loaded, business, back, item) else {
                    continue;
                };
                let decided = business.outcome(&back.entry, item);
                view.changed_since = decided.is_some_and(|decided| {
                    decided.outcome != Outcome::SetAside
                        && stored.get(item).is_some_and(|now| {
                            now.cause != Cause::Carried && now.recorded_at > decided.recorded_at
                        })
                });
                let form = draft_of(&back.entry, item);
                let draft = drafts.iter().find(|draft| draft.form == form);
                view.draft = draft.map(|draft| draft.text.clone());
                views.push(view);
            }
        }
        Ok(views)
    }

    fn one_proposal(
        &self,
        loaded: &Loaded,
        returned: &str,
        item: &str,
    ) -> Result<ProposalView, SessionError> {
        let business = self.business(&loaded.assessment.id)?;
        let found = self.proposal_views(loaded, &business, |back, of| {
            back.entry == returned && of == item
        })?;
        found.into_iter().next().ok_or(SessionError::UnknownReturn)
    }

    /// Makes a statement the answer, as counsel takes it: the answer, who stated it, and what became of the
    /// proposal, in one change. `evidence` says whether the documents that are named become a reference.
    pub fn accept_proposal(
        &mut self,
        run: &str,
        returned: &str,
        item: &str,
        taken: &Taken,
        evidence: bool,
    ) -> Result<ProposalAccepted, SessionError> {
        let stamp = self.stamp()?;
        let before = self.load(run)?;
        let business = self.business(&before.assessment.id)?;
        let (back, asked_of) = known(&business, returned)?;
        let stated = back
            .returned
            .answers
            .iter()
            .find(|stated| stated.item == item && !stated.is_empty())
            .ok_or(SessionError::UnknownReturn)?;
        let received = back.recorded_at.local_date();
        let attributed = back.returned.attributed(stated, asked_of, received);
        let asked = before.item(item)?;
        let answer_before = before.answers.get(item).cloned().unwrap_or_default();
        let after = attributed.answer(asked, &answer_before, taken)?;
        let hash = asked.text_hash();
        let named: Option<Evidence> = attributed.evidence().filter(|_| evidence);
        let form = draft_of(returned, item);
        let outcome = NewOutcome {
            returned,
            item,
            outcome: attributed.outcome(taken),
            reason: "",
            form: Some(&form),
        };
        let change = Change::new(item, &hash, &after);
        self.store
            .accept_proposal(run, &change, named.as_ref(), &outcome, &stamp)?;
        let loaded = self.load(run)?;
        let read = loaded.read(self.today());
        let scope_before = scope(&before.pack, &before.profile, &before.answers);
        Ok(ProposalAccepted {
            proposal: self.one_proposal(&loaded, returned, item)?,
            recorded: Recorded {
                item: item.to_owned(),
                answer: after,
                state: recorded_state(
                    &loaded.pack,
                    &read,
                    &loaded.answers,
                    &loaded.carried,
                    Some(stamp.at),
                    &stamp.author,
                ),
                moves: moves(&loaded.pack, &scope_before, &read.scope, &loaded.answers),
            },
        })
    }

    /// Sets a proposal aside; the reason may be blank.
    pub fn set_aside_proposal(
        &mut self,
        run: &str,
        returned: &str,
        item: &str,
        reason: &str,
    ) -> Result<ProposalView, SessionError> {
        let stamp = self.stamp()?;
        if reason.chars().count() > LONGEST {
            return Err(SessionError::TooLong {
                characters: LONGEST,
            });
        }
        let loaded = self.load(run)?;
        self.one_proposal(&loaded, returned, item)?;
        let form = draft_of(returned, item);
        let outcome = NewOutcome {
            returned,
            item,
            outcome: Outcome::SetAside,
            reason,
            form: Some(&form),
        };
        self.store
            .set_aside_proposal(&loaded.assessment.id, &outcome, &stamp)?;
        self.one_proposal(&loaded, returned, item)
    }
}

/// Returns a return with whom counsel asked.
fn known<'a>(
    business: &'a Business,
    returned: &str,
) -> Result<(&'a ReceivedReturn, &'a proviso_core::request::Respondent), SessionError> {
    let back = business.returns.iter().find(|back| back.entry == returned);
    let back = back.ok_or(SessionError::UnknownReturn)?;
    let asked = business.request(&back.returned.request);
    Ok((
        back,
        asked.map_or(&back.returned.by, |sent| &sent.request.to),
    ))
}

fn proposal(
    loaded: &Loaded,
    business: &Business,
    back: &ReceivedReturn,
    id: &str,
) -> Option<ProposalView> {
    let mut all = back.returned.answers.iter();
    let stated = all.find(|stated| stated.item == id && !stated.is_empty())?;
    let sent = business.request(&back.returned.request);
    let asked_of = sent.map_or(&back.returned.by, |sent| &sent.request.to);
    let received = back.recorded_at.local_date();
    let attributed: Attributed<'_> = back.returned.attributed(stated, asked_of, received);
    let mut asked_items = sent.iter().flat_map(|sent| &sent.request.items);
    let asked = asked_items.find(|asked| asked.item == id);
    let item = loaded.pack.item(id);
    let words = wording(stated, item);
    let present: Option<&Answer> = loaded.answers.get(id);
    let decided = business.outcome(&back.entry, id);
    Some(ProposalView {
        returned: back.entry.clone(),
        request: back.returned.request.clone(),
        item: id.to_owned(),
        title: asked
            .map(|asked| asked.title.clone())
            .or_else(|| Some(item?.title.clone()))
            .unwrap_or_else(|| id.to_owned()),
        asked: asked
            .map(|asked| asked.question.clone())
            .unwrap_or_default(),
        question: item.map(|item| item.question.clone()),
        wording: words,
        wording_says: match (words, asked) {
            (Wording::Same, _) => None,
            (Wording::Gone, _) => Some(String::from(
                "This run does not ask the question any more; the statement stays on record.",
            )),
            (Wording::Other, None) => Some(String::from(
                "The question was not asked in this request, and stands in other words here.",
            )),
            (Wording::Other, Some(_)) => Some(String::from(
                "The question was answered in other words than it has in this run. Hold the statement \
                 against both.",
            )),
        },
        stated: stated.clone(),
        stated_label: stated.in_words(item),
        basis: attributed.basis(),
        evidence: attributed.evidence().map(|evidence| evidence.title),
        taken: attributed.taken(),
        present: present.cloned(),
        present_label: item
            .zip(present)
            .map(|(item, answer)| answer_in_words(item, answer).1),
        state: ProposalState::from(decided.map(|decided| decided.outcome)),
        state_says: decided.map(|decided| {
            let what = match decided.outcome {
                Outcome::Accepted => "Accepted",
                Outcome::Edited => "Accepted with changes",
                Outcome::SetAside => "Set aside",
            };
            let when = recorded(decided.recorded_at, &decided.author);
            match decided.reason.as_str() {
                "" => format!("{what}, {when}"),
                reason => format!("{what}, {when}: {reason}"),
            }
        }),
        changed_since: false,
        refusal: refusal(loaded, words),
        draft: None,
    })
}

/// Says why a statement cannot become an answer now.
fn refusal(loaded: &Loaded, words: Wording) -> Option<String> {
    if words == Wording::Gone {
        return Some(String::from(
            "This run does not ask the question any more, so there is no answer to make of it.",
        ));
    }
    if let Some(why) = loaded.run.closed() {
        let number = loaded.run.number;
        return Some(format!("{}.", RecordError::Closed { number, why }));
    }
    (loaded.assessment.state != proviso_store::AssessmentState::Open)
        .then(|| format!("{}.", RecordError::PutAway))
}
