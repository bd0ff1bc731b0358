//! The respondent's side: requests of somebody else that are answered here. They belong to no assessment
//! of this data folder, and need none.

use proviso_core::answer::Verdict;
use proviso_core::date::Date;
use proviso_core::request::{Asked, Asks, Reply, Request, Respondent, Stated};
use proviso_store::Answering;
use serde::{Deserialize, Serialize};

use super::requests::count;
use super::{Session, SessionError};
use crate::forms;
use crate::wire::{AnsweringRow, AnsweringView, RespondentView, StatedInput};

/// What is stated so far.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct Says {
    by: Respondent,
    answers: Vec<Stated>,
}

/// A request with what is stated so far.
struct Open {
    kept: Answering,
    request: Request,
    says: Says,
}

impl Open {
    fn read(kept: Answering) -> Result<Self, SessionError> {
        Ok(Self {
            request: forms::read_request(&kept.file)?,
            says: serde_json::from_value(kept.says.clone()).unwrap_or_default(),
            kept,
        })
    }

    fn asked(&self, item: &str) -> Result<&Asked, SessionError> {
        let mut items = self.request.items.iter();
        let asked = items.find(|asked| asked.item == item);
        asked.ok_or(SessionError::NotInRequest)
    }

    fn view(self) -> AnsweringView {
        AnsweringView {
            by: RespondentView::from(&self.says.by),
            answered: count(self.says.answers.len()),
            answers: self.says.answers,
            due_on: self.request.due_on.map(Date::long),
            saved: self.kept.updated_at.local_time(),
            verdicts: Verdict::ALL
                .iter()
                .map(|verdict| (*verdict, verdict.label().to_owned()))
                .collect(),
            request: self.request,
        }
    }
}

impl Session {
    /// Lists the requests that are answered here, the one that was changed last first.
    pub fn answering(&self) -> Result<Vec<AnsweringRow>, SessionError> {
        let mut rows = Vec::new();
        for kept in self.store.answering()? {
            let open = Open::read(kept)?;
            let at = open.kept.updated_at;
            let request = open.request;
            rows.push(AnsweringRow {
                organization: match request.unit.as_str() {
                    "" => request.organization,
                    unit => format!("{}, {unit}", request.organization),
                },
                from: request.from,
                due_on: request.due_on.map(Date::long),
                asked: count(request.items.len()),
                answered: count(open.says.answers.len()),
                updated: at.long(),
                request: request.id,
            });
        }
        Ok(rows)
    }

    /// Keeps a request that was chosen, to be answered here. What was stated to the same request before
    /// stays.
    pub fn open_request(&mut self, file: Vec<u8>) -> Result<AnsweringView, SessionError> {
        let request = forms::read_request(&file)?;
        let is_id = request.id.len() == 32 && request.id.bytes().all(|b| b.is_ascii_hexdigit());
        if !is_id {
            return Err(forms::FormError::NotAForm(String::from(
                "The file has no identifier of a request",
            ))
            .into());
        }
        if let Some(known) = self.store.answering_of(&request.id)? {
            if known.file != file {
                return Err(SessionError::OtherRequest);
            }
            return Ok(Open::read(known)?.view());
        }
        let says = Says {
            by: request.to.clone(),
            answers: Vec::new(),
        };
        let kept = Answering {
            request: request.id,
            file,
            says: serde_json::to_value(&says).unwrap_or_default(),
            updated_at: self.clock.now(),
        };
        self.store.save_answering(&kept)?;
        Ok(Open::read(kept)?.view())
    }

    fn open_answering(&self, request: &str) -> Result<Open, SessionError> {
        let kept = self.store.answering_of(request)?;
        Open::read(kept.ok_or(SessionError::UnknownRequest)?)
    }

    /// Returns one request that is answered here.
    pub fn answering_view(&self, request: &str) -> Result<AnsweringView, SessionError> {
        Ok(self.open_answering(request)?.view())
    }

    fn keep_answering(&mut self, mut open: Open) -> Result<AnsweringView, SessionError> {
        open.kept.says = serde_json::to_value(&open.says).unwrap_or_default();
        open.kept.updated_at = self.clock.now();
        self.store.save_answering(&open.kept)?;
        Ok(open.view())
    }

    /// Keeps who answers.
    pub fn save_answering_by(
        &mut self,
        request: &str,
        by: &RespondentView,
    ) -> Result<AnsweringView, SessionError> {
        let mut open = self.open_answering(request)?;
        open.says.by = Respondent::from(by);
        self.keep_answering(open)
    }

    /// Keeps what is stated about one question, on disk before it returns.
    pub fn save_statement(
        &mut self,
        request: &str,
        input: &StatedInput,
    ) -> Result<AnsweringView, SessionError> {
        let mut open = self.open_answering(request)?;
        let stated = read(open.asked(&input.item)?, input)?;
        open.says.answers.retain(|known| known.item != input.item);
        if !stated.is_empty() {
            open.says.answers.push(stated);
        }
        let order = |item: &str| {
            let mut items = open.request.items.iter();
            items.position(|asked| asked.item == item)
        };
        let mut answers = std::mem::take(&mut open.says.answers);
        answers.sort_by_key(|stated| order(&stated.item));
        open.says.answers = answers;
        self.keep_answering(open)
    }

    /// Returns the bytes of the reply, and what its file is suggested to be called.
    pub fn reply(&self, request: &str) -> Result<(String, Vec<u8>), SessionError> {
        let open = self.open_answering(request)?;
        if open.says.answers.is_empty() {
            return Err(SessionError::NothingStated);
        }
        if open.says.by.name.trim().is_empty() {
            return Err(SessionError::NobodyAnswers);
        }
        let reply = Reply {
            request: open.request.id.clone(),
            assessment: open.request.assessment.clone(),
            pack_hash: open.request.pack.hash.clone(),
            by: open.says.by,
            on: Some(self.today()),
            answers: open.says.answers,
        };
        let name = format!("Reply of {}.{}", reply.by.name.trim(), forms::REPLY);
        Ok((name, forms::write_reply(&reply)?))
    }

    /// Removes a request that is answered here, with what is stated.
    pub fn remove_answering(&mut self, request: &str) -> Result<Vec<AnsweringRow>, SessionError> {
        if !self.store.remove_answering(request)? {
            return Err(SessionError::UnknownRequest);
        }
        self.answering()
    }
}

/// Reads what was typed about one question.
fn read(asked: &Asked, input: &StatedInput) -> Result<Stated, SessionError> {
    let text = |given: &str| {
        let given = given.replace("\r\n", "\n").replace('\r', "\n");
        (!given.trim().is_empty()).then(|| given.trim().to_owned())
    };
    for given in [&input.facts, &input.evidence, &input.value] {
        if given.len() > proviso_core::answer::MAX_TEXT_BYTES {
            let bytes = given.len();
            return Err(proviso_core::answer::AnswerError::TooLong { bytes }.into());
        }
    }
    let value = match (&asked.asks, text(&input.value)) {
        (_, None) => None,
        (Asks::Date, Some(typed)) => Some(Date::parse_typed(&typed)?.to_string()),
        (Asks::Number, Some(typed)) => {
            let digits = typed.replace([',', ' '], "");
            let number: u64 = digits
                .parse()
                .map_err(|_| proviso_core::answer::AnswerError::Number(typed))?;
            Some(number.to_string())
        }
        (Asks::Text, Some(typed)) => Some(typed),
        _ => return Err(SessionError::NotInRequest),
    };
    let choice = match (&asked.asks, text(&input.choice)) {
        (_, None) => None,
        (Asks::Choice { options }, Some(chosen)) if options.iter().any(|(id, _)| *id == chosen) => {
            Some(chosen)
        }
        _ => return Err(SessionError::NotInRequest),
    };
    if input.verdict.is_some() && !matches!(asked.asks, Asks::Practice { .. }) {
        return Err(SessionError::NotInRequest);
    }
    let on = match input.on.trim() {
        "" => None,
        typed => Some(Date::parse_typed(typed)?),
    };
    Ok(Stated {
        item: asked.item.clone(),
        item_hash: asked.item_hash.0.clone(),
        verdict: input.verdict,
        choice,
        value,
        facts: text(&input.facts),
        basis: input.basis,
        evidence: text(&input.evidence),
        on,
    })
}
