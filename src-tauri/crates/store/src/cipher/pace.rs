//! How far a conversion is, and whether it is still wanted: told at each step, and while the database
//! engine works.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use rusqlite::Connection;

use super::ConvertError;
use crate::fault::Fault;

/// How far a conversion has come: it is told at each step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The new file is being written and checked; in percent of the whole, 0 to 100.
    On(u8),
    /// The new file is written.
    Written,
    /// It holds what the old one holds.
    Checked,
    /// The key file stands. From here on it is not stopped any more.
    KeysKept,
    /// The log of the old file is brought into it.
    Settled,
    /// The new file has the name.
    Swapped,
    /// What the old file held is overwritten, or its key file removed.
    Cleared,
}

impl Step {
    /// How much of the whole is done, in percent.
    pub fn percent(self) -> u8 {
        match self {
            Self::On(percent) => percent,
            Self::Written => WRITTEN,
            Self::Checked => CHECKED,
            Self::KeysKept => 96,
            Self::Settled => 97,
            Self::Swapped => 98,
            Self::Cleared => 100,
        }
    }
}

/// Percent of the whole at which the new file is written, the old one is checked, and both are.
pub(super) const WRITTEN: u8 = 30;
pub(super) const OLD_CHECKED: u8 = 55;
pub(super) const CHECKED: u8 = 95;

/// Is told each step on the thread that converts, and answers whether it is still wanted.
pub type Watch = Arc<dyn Fn(Step) -> bool + Send + Sync>;

/// Returns where between two percentages a part of a whole is.
pub(super) fn share(part: u64, whole: u64, (from, to): (u8, u8)) -> u8 {
    let span = u64::from(to.saturating_sub(from));
    let done = part.min(whole).saturating_mul(span) / whole.max(1);
    from.saturating_add(u8::try_from(done).unwrap_or(u8::MAX))
}

/// How often the database engine, while it works, says that it does; and that it is to stop.
pub(super) struct Pace {
    watch: Watch,
    ticks: Arc<AtomicU64>,
    stopped: Arc<AtomicBool>,
}

impl Pace {
    /// Steps of the engine between two looks: less than a millisecond.
    pub(super) const STEPS: i32 = 1_000;

    pub(super) fn new(watch: &Watch) -> Self {
        Self {
            watch: Arc::clone(watch),
            ticks: Arc::default(),
            stopped: Arc::default(),
        }
    }

    pub(super) fn ticks(&self) -> u64 {
        self.ticks.load(Ordering::Relaxed)
    }

    /// Watches a connection; `step` says how far it is, from how often it was looked at so far.
    pub(super) fn watch(
        &self,
        conn: &mut Connection,
        path: &Path,
        step: impl Fn(u64) -> Step + Send + 'static,
    ) -> Result<(), Fault> {
        let (watch, ticks, stopped) = (
            Arc::clone(&self.watch),
            Arc::clone(&self.ticks),
            Arc::clone(&self.stopped),
        );
        let look = move || {
            let ticks = ticks.fetch_add(1, Ordering::Relaxed);
            let stops = !watch(step(ticks));
            if stops {
                stopped.store(true, Ordering::Relaxed);
            }
            stops
        };
        conn.progress_handler(Self::STEPS, Some(look))
            .map_err(|error| Fault::new(&error, path))
    }

    /// Watches a connection no more, and returns what was done meanwhile; work that was stopped failed for
    /// that reason alone.
    pub(super) fn over<T, E: Into<ConvertError>>(
        &self,
        conn: &mut Connection,
        done: Result<T, E>,
    ) -> Result<T, ConvertError> {
        drop(conn.progress_handler(0, None::<fn() -> bool>));
        match self.stopped.load(Ordering::Relaxed) {
            true => Err(ConvertError::Stopped),
            false => done.map_err(Into::into),
        }
    }
}
