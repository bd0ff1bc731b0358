//! All assessments in one list: the latest run of each.

use std::collections::{BTreeMap, HashMap};

use proviso_core::canonical::Hash;
use proviso_core::compare::portfolio_row;
use proviso_core::sheet::Places;
use proviso_store::{Among, RunState as Stage};

use super::{Session, SessionError};
use crate::view::range;
use crate::wire::{PortfolioLine, PortfolioView};

impl Session {
    /// Returns where the items of each pack stand, by the hash of its file: found once for all the
    /// runs of a list.
    pub(super) fn packs_by_place(&self) -> HashMap<&Hash, Places<'_>> {
        let packs = self.packs.iter();
        packs.map(|(hash, pack)| (hash, Places::of(pack))).collect()
    }

    /// Lists all open assessments, the latest run of each, as of today.
    pub fn portfolio(&self) -> Result<PortfolioView, SessionError> {
        let on = self.today();
        let packs = self.packs_by_place();
        let rows = self.store.each_run(Among::Latest, |listed, gist| {
            let Some(places) = packs.get(&listed.pack) else {
                return Err(SessionError::UnknownPack {
                    hash: listed.pack.short(),
                });
            };
            // Neither what is carried nor what is linked shows in the list.
            let said = places.sheet(gist.said());
            let row = portfolio_row(places.pack, &gist.profile, &said, &gist.actions, on);
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
