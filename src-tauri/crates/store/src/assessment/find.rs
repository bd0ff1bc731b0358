//! Finding an assessment by what a person would write: its name, its matter, or the start of its id.

use thiserror::Error;

use super::{Assessment, all};
use crate::fault::{Fault, refuse};
use crate::store::Store;

/// Why no assessment was found.
#[derive(Debug, Error)]
pub enum FindError {
    /// Nothing has that name or id.
    #[error(
        "No assessment is named “{text}”, and no id begins with it. {}",
        there_are(known)
    )]
    Unknown {
        /// What was asked for.
        text: String,
        /// Names and ids of all assessments.
        known: Vec<String>,
    },
    /// Several have that name, or an id that begins with it.
    #[error(
        "“{text}” fits {} assessments: {}. Give the id, or enough of it to tell them apart",
        candidates.len(),
        candidates.join("; ")
    )]
    Ambiguous {
        /// What was asked for.
        text: String,
        /// Names and ids of those that fit.
        candidates: Vec<String>,
    },
    /// The file could not be read.
    #[error(transparent)]
    Fault(#[from] Fault),
}

fn there_are(known: &[String]) -> String {
    if known.is_empty() {
        String::from("This data folder has none yet")
    } else {
        format!("There are: {}", known.join("; "))
    }
}

impl Store {
    /// Finds an assessment by its id, by its exact name (upper and lower case are the same), or by
    /// the first four or more characters of its id.
    pub fn find_assessment(&self, text: &str) -> Result<Assessment, FindError> {
        let wanted = text.trim();
        self.read(|conn| {
            let list = all(conn)?;
            if let Some(found) = list.iter().find(|one| one.id == wanted) {
                return Ok(found.clone());
            }
            let lower = wanted.to_lowercase();
            let named = |one: &&Assessment| {
                let details = &one.details;
                !lower.is_empty()
                    && [details.name(), details.full_name(), details.matter.clone()]
                        .iter()
                        .any(|name| name.trim().to_lowercase() == lower)
            };
            let mut fitting: Vec<&Assessment> = list.iter().filter(named).collect();
            if fitting.is_empty() && wanted.len() >= 4 {
                fitting = list
                    .iter()
                    .filter(|one| one.id.starts_with(&lower))
                    .collect();
            }
            match fitting[..] {
                [one] => Ok(one.clone()),
                [] => refuse(FindError::Unknown {
                    text: wanted.to_owned(),
                    known: list.iter().map(label).collect(),
                }),
                _ => refuse(FindError::Ambiguous {
                    text: wanted.to_owned(),
                    candidates: fitting.into_iter().map(label).collect(),
                }),
            }
        })
    }
}

fn label(assessment: &Assessment) -> String {
    let start: String = assessment.id.chars().take(8).collect();
    format!("{} ({start})", assessment.details.full_name())
}
