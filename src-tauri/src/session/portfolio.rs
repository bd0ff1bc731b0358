//! All assessments in one list: the latest run of each.

use std::collections::BTreeMap;

use proviso_core::compare::portfolio_row;
use proviso_core::evidence::NO_LINKS;
use proviso_core::overview::RunState;
use proviso_store::{Among, RunState as Stage};

use super::{Session, SessionError};
use crate::view::range;
use crate::wire::{PortfolioLine, PortfolioView};

impl Session {
    /// Lists all open assessments, the latest run of each, as of today.
    pub fn portfolio(&self) -> Result<PortfolioView, SessionError> {
        let on = self.today();
        let carried = std::collections::BTreeSet::new();
        let packs = &self.packs;
        let rows = self.store.each_run(Among::Latest, |listed, gist| {
            let Some(pack) = packs.get(&listed.pack) else {
                return Err(SessionError::UnknownPack {
                    hash: listed.pack.short(),
                });
            };
            // Neither what is carried nor what is linked shows in the list.
            let state = RunState {
                pack,
                profile: &gist.profile,
                answers: &gist.answers,
                actions: &gist.actions,
                carried: &carried,
                evidence: NO_LINKS,
            };
            let row = portfolio_row(state, on);
            let line = PortfolioLine {
                assessment: listed.assessment.clone(),
                run: listed.run.clone(),
                number: listed.number,
                signed: listed.state == Stage::Signed,
                organization: gist.details.organization.trim().to_owned(),
                unit: gist.details.unit,
                matter: gist.details.matter,
                text: row.text,
                law: row.law,
                coverage: range(row.coverage),
                actions: row.actions,
                overdue: row.overdue,
                undecided: row.undecided,
                open: row.open,
                alike: 0,
            };
            Ok((listed.pack.clone(), line))
        })?;
        let mut rows = rows.into_iter().collect::<Result<Vec<_>, SessionError>>()?;
        let mut alike: BTreeMap<(String, String), u32> = BTreeMap::new();
        let key = |pack: &str, line: &PortfolioLine| (line.organization.clone(), pack.to_owned());
        for (pack, line) in &rows {
            *alike.entry(key(&pack.0, line)).or_default() += 1;
        }
        for (pack, line) in &mut rows {
            line.alike = alike.get(&key(&pack.0, line)).copied().unwrap_or(0);
        }
        let mut rows: Vec<PortfolioLine> = rows.into_iter().map(|(_, line)| line).collect();
        rows.sort_by_cached_key(|line| {
            let name = |text: &str| text.to_lowercase();
            (
                name(&line.organization),
                name(&line.unit),
                line.text.clone(),
                line.assessment.clone(),
            )
        });
        Ok(PortfolioView {
            on: on.long(),
            rows,
        })
    }
}
