//! Two runs of one assessment compared, all of them as a trend, and units side by side.

use proviso_core::answer::Answer;
use proviso_core::compare::{Side, compare, trend_point, units};
use proviso_core::coverage::Share;
use proviso_core::date::Date;
use proviso_core::law_age::law_age;
use proviso_store::{Assessment, AssessmentState, Run};

use super::{Loaded, Session, SessionError};
use crate::view::{
    Compared, cite, compare_items, compare_kinds, compare_movement, compare_side, range, sign,
};
use crate::wire::{CompareView, RunLabel, TrendRow, UnitCell, UnitLine, UnitView, UnitsView};

/// A run as it stood when counsel was done with it, and the day on which it is read.
struct Stood {
    loaded: Loaded,
    on: Date,
}

impl Session {
    /// Loads a run for a comparison. A signed one is read as it was signed. One that another run follows is read on the day on which that
    /// was made, with the actions as they stood then: what was done since belongs to the other.
    fn stood(&self, run: &str) -> Result<Stood, SessionError> {
        let mut loaded = self.load_as_signed(run)?;
        if let Some(on) = loaded.signed.as_ref().map(|signed| signed.on) {
            return Ok(Stood { loaded, on });
        }
        let Some(next) = &loaded.run.successor else {
            let on = self.today();
            return Ok(Stood { loaded, on });
        };
        let on = self.store.run(next)?.created_at.local_date();
        if let Some(actions) = self.store.actions_when_followed(run)? {
            loaded.actions = actions;
        }
        Ok(Stood { loaded, on })
    }

    /// Returns the id of a run named by its id, the first characters of it, or `assessment:number`.
    pub fn find_run(&self, text: &str) -> Result<String, SessionError> {
        Ok(self.store.find_run(text)?.id)
    }

    /// Compares a run with another one of its assessment: with `before`, else with the run that it
    /// follows, else with the one that follows it, else with itself.
    pub fn compare(&self, run: &str, before: Option<&str>) -> Result<CompareView, SessionError> {
        let b = self.stood(run)?;
        let other = before
            .map(str::to_owned)
            .or_else(|| b.loaded.run.predecessor.clone())
            .or_else(|| b.loaded.run.successor.clone())
            .unwrap_or_else(|| run.to_owned());
        let a = self.stood(&other)?;
        if a.loaded.assessment.id != b.loaded.assessment.id {
            return Err(SessionError::OtherAssessment {
                one: named(&a.loaded),
                other: named(&b.loaded),
            });
        }
        let sides = [&a, &b].map(|stood| Side {
            state: stood.loaded.state(),
            on: stood.on,
        });
        let comparison = compare(&sides[0], &sides[1]);
        let (read_a, read_b) = (a.loaded.read(a.on), b.loaded.read(b.on));
        let before = Compared {
            loaded: &a.loaded,
            read: &read_a,
        };
        let after = Compared {
            loaded: &b.loaded,
            read: &read_b,
        };
        let names = (compare_side(before), compare_side(after));
        Ok(CompareView {
            assessment: b.loaded.assessment.id.clone(),
            name: b.loaded.assessment.details.name(),
            runs: b.loaded.assessment.runs.iter().map(label).collect(),
            movement: compare_movement(&comparison, &names.0.name, &names.1.name),
            kinds: compare_kinds(&comparison),
            items: compare_items(&comparison, before, after),
            before: names.0,
            after: names.1,
        })
    }

    /// Reads all runs of a run's assessment, oldest first.
    pub fn trend(&self, run: &str) -> Result<Vec<TrendRow>, SessionError> {
        let run = self.store.run(run)?;
        let runs = self.store.runs(&run.assessment)?;
        let rows = runs.iter().map(|run| {
            let Stood { loaded, on } = self.stood(&run.id)?;
            let point = trend_point(loaded.state(), on);
            Ok(TrendRow {
                run: run.id.clone(),
                name: format!("Run {}", run.number),
                on: on.long(),
                pack: format!("{} {}", loaded.pack.id, point.version),
                law_date: point.law_date.long(),
                coverage: range(point.coverage),
                evidenced: share(point.evidenced),
                reaffirmed: share(point.reaffirmed),
                in_scope: point.in_scope,
                open: point.open,
                gaps: point.gaps,
            })
        });
        rows.collect()
    }

    /// Sets the units of an assessment's organization side by side: those whose latest run uses the
    /// same pack as its own latest run.
    pub fn units(&self, assessment: &str) -> Result<UnitsView, SessionError> {
        let of = self.store.assessment(assessment)?;
        let organization = of.details.organization.trim().to_owned();
        let latest = latest(&of)?.clone();
        let mut alike = Vec::new();
        let mut elsewhere = Vec::new();
        for other in self.store.list_assessments()? {
            let listed = other.state == AssessmentState::Open || other.id == of.id;
            if !listed || other.details.organization.trim() != organization {
                continue;
            }
            let Ok(run) = latest_of(&other) else { continue };
            if run.pack.hash == latest.pack.hash {
                let name = unit_name(&other);
                alike.push((name, self.load_as_signed(&run.id)?));
            } else if run.pack.id == latest.pack.id {
                elsewhere.push(format!(
                    "{}: {} {}, as of {}",
                    unit_name(&other),
                    run.pack.id,
                    run.pack.version,
                    run.pack.law_date.long()
                ));
            }
        }
        alike.sort_by(|a, b| (&a.0, &a.1.run.id).cmp(&(&b.0, &b.1.run.id)));
        elsewhere.sort();
        let named: Vec<_> = alike
            .iter()
            .map(|(name, loaded)| (name.as_str(), loaded.state()))
            .collect();
        let side = units(&named)?;
        let pack = self.pack(&latest.pack.hash)?;
        let scopes: Vec<_> = alike
            .iter()
            .map(|(_, loaded)| loaded.read(self.today()).scope)
            .collect();
        let blank = Answer::default();
        let rows = side.rows.into_iter().filter_map(|row| {
            let item = pack.item(&row.item)?;
            let cells = alike.iter().zip(&scopes).zip(row.cells);
            Some(UnitLine {
                cite: cite(&pack, item),
                item: row.item,
                title: row.title,
                differs: row.differs,
                cells: cells
                    .map(|(((_, loaded), scope), cell)| UnitCell {
                        sign: sign(
                            item,
                            scope.0.get(&item.id),
                            loaded.answers.get(&item.id).unwrap_or(&blank),
                        ),
                        says: cell.in_words().to_owned(),
                    })
                    .collect(),
            })
        });
        Ok(UnitsView {
            rows: rows.collect(),
            units: side
                .units
                .into_iter()
                .zip(&alike)
                .map(|(unit, (_, loaded))| UnitView {
                    name: unit.name,
                    run: loaded.run.id.clone(),
                    coverage: range(unit.coverage),
                })
                .collect(),
            law: law_age(&pack, self.today()),
            text: pack.name.clone(),
            organization,
            elsewhere,
        })
    }
}

fn latest(of: &Assessment) -> Result<&Run, SessionError> {
    latest_of(of).map_err(|name| SessionError::NoRun { name })
}

/// The latest run of an assessment, or the name of one that has none.
fn latest_of(of: &Assessment) -> Result<&Run, String> {
    let latest = of.runs.iter().max_by_key(|run| run.number);
    latest.ok_or_else(|| of.details.name())
}

/// What a unit is called beside the others of its organization.
fn unit_name(of: &Assessment) -> String {
    match (of.details.unit.trim(), of.details.matter.trim()) {
        ("", "") => of.details.organization.trim().to_owned(),
        ("", matter) => matter.to_owned(),
        (unit, _) => unit.to_owned(),
    }
}

fn label(run: &Run) -> RunLabel {
    RunLabel {
        run: run.id.clone(),
        number: run.number,
        label: format!(
            "Run {}: {}, as of {}",
            run.number,
            run.pack.version,
            run.pack.law_date.long()
        ),
    }
}

fn named(loaded: &Loaded) -> String {
    format!(
        "run {} of {}",
        loaded.run.number,
        loaded.assessment.details.name()
    )
}

fn share(share: Share) -> String {
    share.percent().map_or_else(
        || String::from("none yet"),
        |percent| format!("{percent} %"),
    )
}
