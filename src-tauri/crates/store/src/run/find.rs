//! Finding a run by what a person would write: the start of its id, or its assessment and number.

use thiserror::Error;

use super::{Run, all, one};
use crate::assessment::FindError;
use crate::fault::{Fault, refuse};
use crate::store::Store;

/// Fewer characters than this name no run: they would fit too many.
const LEAST: usize = 4;

/// Why no run was found.
#[derive(Debug, Error)]
pub enum FindRunError {
    /// No id begins with it.
    #[error(
        "No run has an id that begins with “{text}”. Give four or more characters of it, or the \
         assessment and the number, such as “{}:1”",
        example.as_deref().unwrap_or("3f2a")
    )]
    Unknown {
        /// What was asked for.
        text: String,
        /// The start of the id of an assessment that is there.
        example: Option<String>,
    },
    /// Several ids begin with it.
    #[error("“{text}” fits {} runs: {}. Give more of the id", candidates.len(), candidates.join("; "))]
    Ambiguous {
        /// What was asked for.
        text: String,
        /// Ids of those that fit.
        candidates: Vec<String>,
    },
    /// The assessment has no run of that number.
    #[error("{name} has no run {number}. It has: {}", known.join(", "))]
    NoSuchNumber {
        /// The assessment.
        name: String,
        /// What was asked for.
        number: u32,
        /// The numbers of its runs.
        known: Vec<String>,
    },
    /// No or no single assessment fits.
    #[error(transparent)]
    Assessment(#[from] FindError),
    /// The file could not be read.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl Store {
    /// Finds a run by its id, by the first four or more characters of it, or by its assessment (as
    /// [`Store::find_assessment`] takes it) and its number: `Acme, Inc.:2`. Runs thrown away are
    /// found by their whole id alone.
    pub fn find_run(&self, text: &str) -> Result<Run, FindRunError> {
        let wanted = text.trim();
        if let Some((assessment, number)) = numbered(wanted) {
            let found = self.find_assessment(assessment)?;
            let known = found
                .runs
                .iter()
                .map(|run| run.number.to_string())
                .collect();
            let name = found.details.name();
            let run = found.runs.into_iter().find(|run| run.number == number);
            return run.ok_or(FindRunError::NoSuchNumber {
                name,
                number,
                known,
            });
        }
        self.read(|conn| {
            if let Some(run) = one(conn, wanted)? {
                return Ok(run);
            }
            let lower = wanted.to_lowercase();
            let runs = all(conn)?;
            let example = runs
                .first()
                .map(|run| run.assessment.chars().take(8).collect());
            let mut fitting: Vec<Run> = runs
                .into_iter()
                .filter(|run| lower.len() >= LEAST && run.id.starts_with(&lower))
                .collect();
            match (fitting.pop(), fitting.is_empty()) {
                (Some(run), true) => Ok(run),
                (None, _) => refuse(FindRunError::Unknown {
                    text: wanted.to_owned(),
                    example,
                }),
                (Some(last), false) => {
                    fitting.push(last);
                    refuse(FindRunError::Ambiguous {
                        text: wanted.to_owned(),
                        candidates: fitting.into_iter().map(|run| run.id).collect(),
                    })
                }
            }
        })
    }
}

/// Reads `assessment:number`.
fn numbered(text: &str) -> Option<(&str, u32)> {
    let (assessment, number) = text.rsplit_once(':')?;
    Some((assessment, number.trim().parse().ok()?))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests {
    use crate::testing::{follow, with_assessment};

    #[test]
    fn a_run_is_found_by_the_start_of_its_id_and_by_its_number() {
        let (_folder, mut store, made) = with_assessment();
        let second = follow(&mut store, &made.run).unwrap();
        let found = |text: &str| store.find_run(text).map(|run| run.id);
        assert_eq!(found(&second).unwrap(), second, "by its whole id");
        assert_eq!(
            found(&second[..6].to_uppercase()).unwrap(),
            second,
            "by its start"
        );
        let name = store.assessment(&made.assessment).unwrap().details.name();
        assert_eq!(
            found(&format!("{name}:1")).unwrap(),
            made.run,
            "by name and number"
        );
        assert_eq!(
            found(&format!("{}: 2", &made.assessment[..5])).unwrap(),
            second,
            "by the start of the assessment's id and number"
        );
    }

    #[test]
    fn what_fits_no_run_is_said_with_what_there_is() {
        let (_folder, store, made) = with_assessment();
        let refused = |text: &str| store.find_run(text).unwrap_err().to_string();
        assert!(
            refused(&made.run[..3]).contains("four or more characters"),
            "three characters are too few"
        );
        assert!(
            refused("zzzz").contains(&made.assessment[..8]),
            "the sentence gives an example that works"
        );
        let ninth = refused(&format!("{}:9", made.assessment));
        assert!(ninth.contains("has no run 9. It has: 1"), "{ninth}");
        assert!(
            refused("nobody:1").contains("No assessment is named"),
            "as elsewhere"
        );
    }
}
