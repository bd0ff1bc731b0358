//! What is kept around the answers, as counsel's file prints it: of a signed run what was on record when it was
//! signed. What came later belongs to the file of the run that follows.

use proviso_core::date::{Date, Moment};
use proviso_core::matter_log::{Around, Kept};
use proviso_core::report::{RequestSent, ReturnedReply};
use proviso_core::request::Outcome;
use proviso_store::{Noted, ProposalOutcome, ReceivedReturn, SentRequest};

use super::{Loaded, Session, SessionError};

impl Session {
    /// Returns what was on record when the run was signed; of a draft what is on record now.
    pub(super) fn kept_around(
        &self,
        run: &Loaded,
    ) -> Result<(Around, Vec<RequestSent>), SessionError> {
        let assessment = &run.assessment.id;
        let last = match &run.signed {
            Some(_) => self.store.signed(&run.run.id)?.map(|run| run.recorded_at),
            None => None,
        };
        let states = self.store.interview_history(assessment)?.into_iter();
        let states = states.map(|past| Kept {
            id: past.id,
            author: past.author,
            recorded_at: past.recorded_at,
            says: past.says,
        });
        let log = self.store.around(assessment)?.log;
        let around = Around::at(states, log, last);

        let by_then =
            |recorded: Moment| last.is_none_or(|last| recorded.unix_millis <= last.unix_millis);
        let returns = self.store.returns(assessment)?.into_iter();
        let returns: Vec<ReceivedReturn> =
            returns.filter(|back| by_then(back.recorded_at)).collect();
        let outcomes = self.store.proposals(assessment)?.into_iter();
        let outcomes: Vec<ProposalOutcome> = outcomes
            .filter(|outcome| by_then(outcome.recorded_at))
            .collect();
        let sent = self.store.requests(assessment)?.into_iter();
        let sent = sent
            .filter(|sent| by_then(sent.recorded_at))
            .map(|mut sent| {
                sent.notes.retain(|note| by_then(note.recorded_at));
                request_sent(&sent, &returns, &outcomes)
            });
        Ok((around, sent.collect()))
    }
}

fn request_sent(
    sent: &SentRequest,
    returns: &[ReceivedReturn],
    outcomes: &[ProposalOutcome],
) -> RequestSent {
    let request = &sent.request;
    let returned = returns
        .iter()
        .filter(|back| back.returned.request == request.id);
    let reminded = sent
        .notes
        .iter()
        .filter(|note| note.about == Noted::Reminded);
    RequestSent {
        whom: request.to.printed(),
        sent_on: request.sent_on,
        due_on: request.due_on,
        form: sent.form,
        items: request
            .items
            .iter()
            .map(|asked| asked.item.clone())
            .collect(),
        reminded: reminded.map(|note| note.recorded_at.local_date()).collect(),
        withdrawn: sent
            .withdrawn()
            .map(|(at, why)| (at.local_date(), why.to_owned())),
        returned: returned.map(|back| reply(back, outcomes)).collect(),
    }
}

fn reply(back: &ReceivedReturn, outcomes: &[ProposalOutcome]) -> ReturnedReply {
    let stated = super::requests::Business::stated(back).into_iter();
    let outcomes = stated.map(|item| {
        let became = outcomes.iter().rev();
        let mut became = became.filter(|one| one.returned == back.entry && one.item == item);
        (
            item.to_owned(),
            became.next().map(in_words).unwrap_or_default(),
        )
    });
    let on: Date = back.recorded_at.local_date();
    ReturnedReply {
        on,
        by: back.returned.by.printed(),
        outcomes: outcomes.collect(),
    }
}

fn in_words(outcome: &ProposalOutcome) -> String {
    let became = match outcome.outcome {
        Outcome::Accepted => "accepted",
        Outcome::Edited => "accepted after editing",
        Outcome::SetAside => "set aside",
    };
    match outcome.reason.trim() {
        "" => became.to_owned(),
        reason => format!("{became}: {reason}"),
    }
}
