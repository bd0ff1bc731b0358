//! Work that takes long: how far it is, and whether it is still wanted.
//!
//! The window asks how far it is once it has taken long enough to say so, and can stop it until it is all
//! but done, at 100 percent: from there on it offers no stop. There is one piece of work of each kind at a
//! time: a newer one stops the one before it, whose answer nobody waits for.

use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use serde::{Deserialize, Serialize};

/// Is told how far work is, in percent, and answers whether to go on.
pub type Going = Arc<dyn Fn(u8) -> bool + Send + Sync>;

/// Lets work go on to its end: whoever types a command stops it by ending the program.
pub fn unwatched() -> Going {
    Arc::new(|_| true)
}

/// What takes long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum WorkKind {
    /// A copy is made and written to a file.
    Export,
    /// A page is laid out for the screen.
    Preview,
    /// The data file is encrypted or made plain.
    Conversion,
    /// An assessment is looked at in a file, brought in, or brought together with the one that is here.
    Arrival,
    /// The data file goes back to a backup.
    Restore,
}

/// How far work is that goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct WorkProgress {
    /// In percent, 0 to 100.
    pub percent: u8,
    /// Milliseconds since it began.
    pub millis: u32,
}

/// A piece of work.
#[derive(Debug)]
pub struct Work {
    begun: Instant,
    percent: AtomicU8,
    is_stopped: AtomicBool,
    is_over: AtomicBool,
}

impl Default for Work {
    fn default() -> Self {
        Self {
            begun: Instant::now(),
            percent: AtomicU8::new(0),
            is_stopped: AtomicBool::new(false),
            is_over: AtomicBool::new(false),
        }
    }
}

impl Work {
    /// Takes note of how far it is, and answers whether to go on.
    pub fn goes_on(&self, percent: u8) -> bool {
        self.percent.fetch_max(percent.min(100), Ordering::Relaxed);
        !self.is_stopped.load(Ordering::Acquire)
    }
}

/// The work that was begun last, of each kind.
#[derive(Debug, Default)]
pub struct Works {
    export: Mutex<Arc<Work>>,
    preview: Mutex<Arc<Work>>,
    conversion: Mutex<Arc<Work>>,
    arrival: Mutex<Arc<Work>>,
    restore: Mutex<Arc<Work>>,
}

/// Says that the work is over when it is dropped.
#[derive(Debug)]
pub struct Begun(Arc<Work>);

impl std::ops::Deref for Begun {
    type Target = Work;

    fn deref(&self) -> &Work {
        &self.0
    }
}

impl Begun {
    /// Returns what the work is to be told on the way.
    pub fn going(&self) -> Going {
        let watched = Arc::clone(&self.0);
        Arc::new(move |percent| watched.goes_on(percent))
    }
}

impl Drop for Begun {
    fn drop(&mut self) {
        self.0.is_over.store(true, Ordering::Release);
    }
}

impl Works {
    fn latest(&self, kind: WorkKind) -> &Mutex<Arc<Work>> {
        match kind {
            WorkKind::Export => &self.export,
            WorkKind::Preview => &self.preview,
            WorkKind::Conversion => &self.conversion,
            WorkKind::Arrival => &self.arrival,
            WorkKind::Restore => &self.restore,
        }
    }

    /// Begins a piece of work, and stops the one of its kind that may still go on.
    pub fn begin(&self, kind: WorkKind) -> Begun {
        let work = Arc::new(Work::default());
        let mut latest = self
            .latest(kind)
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        latest.is_stopped.store(true, Ordering::Release);
        *latest = Arc::clone(&work);
        Begun(work)
    }

    /// Returns how far the work of this kind is; `None` where there is none.
    pub fn progress(&self, kind: WorkKind) -> Option<WorkProgress> {
        let latest = self
            .latest(kind)
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        // Without an owner beside this list it was never begun.
        let goes_on = Arc::strong_count(&latest) > 1 && !latest.is_over.load(Ordering::Acquire);
        goes_on.then(|| WorkProgress {
            percent: latest.percent.load(Ordering::Relaxed),
            millis: u32::try_from(latest.begun.elapsed().as_millis()).unwrap_or(u32::MAX),
        })
    }

    /// Stops the work of this kind; where there is none, nothing happens.
    pub fn stop(&self, kind: WorkKind) {
        let latest = self
            .latest(kind)
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        latest.is_stopped.store(true, Ordering::Release);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn percent(works: &Works, kind: WorkKind) -> Option<u8> {
        works.progress(kind).map(|progress| progress.percent)
    }

    #[test]
    fn work_is_seen_while_it_goes_on_and_stops_when_told() {
        let works = Works::default();
        assert_eq!(percent(&works, WorkKind::Export), None, "none was begun");
        works.stop(WorkKind::Export);
        let first = works.begin(WorkKind::Export);
        assert!(
            first.goes_on(40),
            "what was stopped before does not touch it"
        );
        assert!(first.goes_on(30), "an earlier figure does not take it back");
        assert_eq!(
            percent(&works, WorkKind::Export),
            Some(40),
            "how far it came"
        );
        assert_eq!(
            percent(&works, WorkKind::Preview),
            None,
            "the other kind is idle"
        );
        works.stop(WorkKind::Export);
        assert!(!first.goes_on(50), "told to stop, it stops");
        drop(first);
        assert_eq!(percent(&works, WorkKind::Export), None, "and is over");
    }

    #[test]
    fn newer_work_stops_what_nobody_waits_for() {
        let works = Works::default();
        let first = works.begin(WorkKind::Preview);
        let second = works.begin(WorkKind::Preview);
        assert!(!first.goes_on(10), "the first is not wanted any more");
        assert!(second.goes_on(10), "the second is");
        drop(first);
        assert_eq!(
            percent(&works, WorkKind::Preview),
            Some(10),
            "the second goes on"
        );
    }
}
