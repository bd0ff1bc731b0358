//! How far long work is, and whether it is still wanted: told at each step, and while the database
//! engine works. What is stopped in a transaction is rolled back by the engine.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering};

use rusqlite::{Connection, ffi};

use crate::cipher::ConvertError;
use crate::fault::Fault;

/// How far long work has come: it is told at each step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// It goes on; in percent of the whole, 0 to 100.
    On(u8),
    /// Of a conversion: the new file is written.
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
pub(crate) const WRITTEN: u8 = 30;
pub(crate) const OLD_CHECKED: u8 = 55;
pub(crate) const CHECKED: u8 = 95;

/// Is told each step on the thread that works, and answers whether it is still wanted.
pub type Watch = Arc<dyn Fn(Step) -> bool + Send + Sync>;

/// Returns where between two percentages a part of a whole is.
pub(crate) fn share(part: u64, whole: u64, (from, to): (u8, u8)) -> u8 {
    let span = u64::from(to.saturating_sub(from));
    let done = part.min(whole).saturating_mul(span) / whole.max(1);
    from.saturating_add(u8::try_from(done).unwrap_or(u8::MAX))
}

/// How often the database engine, while it works, says that it does; and that it is to stop.
pub(crate) struct Pace {
    watch: Watch,
    ticks: Arc<AtomicU64>,
    stopped: Arc<AtomicBool>,
    /// How far it was said to be: it is never less.
    reached: Arc<AtomicU8>,
}

/// Says how far a leg is; returns whether it goes on.
fn tell(watch: &Watch, reached: &AtomicU8, stopped: &AtomicBool, percent: u8) -> bool {
    let before = reached.fetch_max(percent, Ordering::Relaxed);
    let goes_on = watch(Step::On(percent.max(before)));
    if !goes_on {
        stopped.store(true, Ordering::Relaxed);
    }
    goes_on
}

impl Pace {
    /// Steps of the engine between two looks: less than a millisecond.
    pub(crate) const STEPS: i32 = 1_000;

    pub(crate) fn new(watch: &Watch) -> Self {
        Self {
            watch: Arc::clone(watch),
            ticks: Arc::default(),
            stopped: Arc::default(),
            reached: Arc::default(),
        }
    }

    pub(crate) fn ticks(&self) -> u64 {
        self.ticks.load(Ordering::Relaxed)
    }

    /// Watches a connection; `step` says how far it is, from how often it was looked at so far.
    pub(crate) fn watch(
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
    pub(crate) fn over<T, E: Into<ConvertError>>(
        &self,
        conn: &mut Connection,
        done: Result<T, E>,
    ) -> Result<T, ConvertError> {
        unwatch(conn);
        match self.stopped.load(Ordering::Relaxed) {
            true => Err(ConvertError::Stopped),
            false => done.map_err(Into::into),
        }
    }

    /// Of work that nobody watches.
    pub(crate) fn unwatched() -> Self {
        Self::new(&(Arc::new(|_| true) as Watch))
    }

    /// Whether the work was stopped.
    pub(crate) fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    /// Returns the whole of the work, as its first and last leg.
    pub(crate) fn whole(&self) -> Leg<'_> {
        Leg {
            pace: self,
            from: 0,
            to: 100,
        }
    }
}

/// A leg of long work: between which percentages of the whole it is.
#[derive(Clone, Copy)]
pub(crate) struct Leg<'a> {
    pace: &'a Pace,
    from: u8,
    to: u8,
}

impl std::fmt::Debug for Leg<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Leg({}..{})", self.from, self.to)
    }
}

impl Leg<'_> {
    /// Returns a part of this leg, between two percentages of it.
    pub(crate) fn part(self, from: u8, to: u8) -> Self {
        let within = |percent: u8| share(u64::from(percent), 100, (self.from, self.to));
        Self {
            from: within(from),
            to: within(to),
            ..self
        }
    }

    /// Whether the work was stopped.
    pub(crate) fn is_stopped(self) -> bool {
        self.pace.is_stopped()
    }

    /// Says how much of this leg is done. Where it is not to go on that is an error of the engine, as where
    /// it was interrupted itself.
    pub(crate) fn at(self, done: u64, of: u64) -> rusqlite::Result<()> {
        let percent = share(done, of, (self.from, self.to));
        let Pace {
            watch,
            reached,
            stopped,
            ..
        } = self.pace;
        match tell(watch, reached, stopped, percent) {
            true => Ok(()),
            false => Err(rusqlite::Error::SqliteFailure(
                ffi::Error::new(ffi::SQLITE_INTERRUPT),
                None,
            )),
        }
    }

    /// Watches a connection for this leg. How long it takes is known once it was done: it comes ever closer
    /// to its end, and is half way after `likely` looks.
    pub(crate) fn watch(self, conn: &mut Connection, likely: u64) -> rusqlite::Result<()> {
        self.at(0, 1)?;
        let watch = Arc::clone(&self.pace.watch);
        let reached = Arc::clone(&self.pace.reached);
        let stopped = Arc::clone(&self.pace.stopped);
        let (way, likely, mut ticks) = ((self.from, self.to), likely.max(1), 0_u64);
        let look = move || {
            ticks = ticks.saturating_add(1);
            let percent = share(ticks, ticks.saturating_add(likely), way);
            !tell(&watch, &reached, &stopped, percent)
        };
        conn.progress_handler(Pace::STEPS, Some(look))
    }
}

/// Watches a connection no more.
pub(crate) fn unwatch(conn: &mut Connection) {
    drop(conn.progress_handler(0, None::<fn() -> bool>));
}

/// Returns about how often the engine is looked at while it reads the whole of a file.
pub(crate) fn looks_at(file: &Path) -> u64 {
    const BYTES_A_LOOK: u64 = 16_384;
    std::fs::metadata(file).map_or(1, |found| found.len() / BYTES_A_LOOK)
}
