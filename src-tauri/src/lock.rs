//! The lock of the window: on which data folder it works, whether that is locked, and when it will
//! be because nobody is there.
//!
//! What somebody does is told by the page, which sees keys and pointer; when that was too long ago is
//! decided here, on the clock that is passed in. While it is locked the store is closed, its key is
//! wiped, and no command but the unlocking ones does anything.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use proviso_core::date::Moment;
use proviso_store::RecoveryCode;

use crate::clock::Clock;

/// Milliseconds in a minute.
const MINUTE: i64 = 60_000;

/// Milliseconds for which the page may keep what was typed before it is locked without it.
const GRACE: i64 = 20_000;

/// The lock of one window.
pub struct Lock {
    folder: PathBuf,
    clock: Arc<dyn Clock + Sync>,
    state: Mutex<State>,
}

/// What changes about a lock.
#[derive(Debug, Default)]
struct State {
    is_locked: bool,
    /// Unlocked with the recovery code: the next passphrase needs no old one.
    is_recovered: bool,
    /// Minutes without anybody after which it locks; 0 is never.
    minutes: u32,
    /// When somebody was there last.
    active: Option<Moment>,
    /// A recovery code that was shown, and not taken yet.
    drawn: Option<RecoveryCode>,
    /// The data file could not be opened again, and needs no secret.
    is_to_be_opened: bool,
}

impl std::fmt::Debug for Lock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Lock")
    }
}

impl Lock {
    /// Makes the lock of a window on `folder`, open at first.
    pub fn new(folder: &Path, clock: Arc<dyn Clock + Sync>) -> Self {
        Self {
            folder: folder.to_owned(),
            clock,
            state: Mutex::default(),
        }
    }

    /// Returns the data folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Returns the clock, for a session.
    pub fn clock(&self) -> Box<dyn Clock> {
        Box::new(Arc::clone(&self.clock))
    }

    /// Returns whether it is locked.
    pub fn is_locked(&self) -> bool {
        self.state().is_locked
    }

    /// Locks it; what was drawn and not taken is forgotten.
    pub fn close(&self) {
        *self.state() = State {
            is_locked: true,
            ..State::default()
        };
    }

    /// Opens it, with the minutes after which it locks again; 0 is never.
    pub fn open(&self, minutes: u32, is_recovered: bool) {
        *self.state() = State {
            is_recovered,
            minutes,
            active: Some(self.clock.now()),
            ..State::default()
        };
    }

    /// The data file could not be opened again after it was replaced: it is tried again when it is needed.
    pub fn open_again(&self) {
        *self.state() = State {
            is_to_be_opened: true,
            ..State::default()
        };
    }

    /// Returns whether the data file is to be opened again.
    pub fn is_to_be_opened(&self) -> bool {
        self.state().is_to_be_opened
    }

    /// Sets the minutes without anybody after which it locks; 0 is never.
    pub fn lock_after(&self, minutes: u32) {
        self.state().minutes = minutes;
    }

    /// Somebody is there.
    pub fn stir(&self) {
        self.state().active = Some(self.clock.now());
    }

    /// Returns whether nobody was there for as long as was set.
    pub fn is_due(&self) -> bool {
        self.is_over(0)
    }

    /// Returns whether it is due for so long that the page is waited for no more.
    pub fn is_overdue(&self) -> bool {
        self.is_over(GRACE)
    }

    fn is_over(&self, more: i64) -> bool {
        let now = self.clock.now();
        let mut state = self.state();
        if state.is_locked || state.minutes == 0 {
            return false;
        }
        let active = *state.active.get_or_insert(now);
        if now.unix_millis < active.unix_millis {
            // The clock was set back: counted from here, so that it locks all the same.
            state.active = Some(now);
            return false;
        }
        now.unix_millis - active.unix_millis >= i64::from(state.minutes) * MINUTE + more
    }

    /// Returns whether the next passphrase needs no old one.
    pub fn is_recovered(&self) -> bool {
        self.state().is_recovered
    }

    /// A passphrase was set after the recovery code had opened it.
    pub fn settle(&self) {
        self.state().is_recovered = false;
    }

    /// Keeps a recovery code that is shown, until it is taken.
    pub fn draw(&self, code: RecoveryCode) {
        self.state().drawn = Some(code);
    }

    /// Takes the recovery code that was shown, if `last` is its last group.
    pub fn take_drawn(&self, last: &str) -> Option<RecoveryCode> {
        self.state().drawn.take_if(|code| code.ends_with(last))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicI64, Ordering};

    #[derive(Default)]
    struct Hand(AtomicI64);

    impl Clock for Hand {
        fn now(&self) -> Moment {
            Moment {
                unix_millis: self.0.load(Ordering::Relaxed),
                offset_minutes: 0,
            }
        }
    }

    fn lock() -> (Arc<Hand>, Lock) {
        let hand = Arc::new(Hand::default());
        let clock: Arc<dyn Clock + Sync> = hand.clone();
        (hand, Lock::new(Path::new("folder"), clock))
    }

    fn at(hand: &Hand, minutes: f64) {
        #[allow(clippy::cast_possible_truncation, reason = "a few minutes")]
        hand.0.store((minutes * 60_000.0) as i64, Ordering::Relaxed);
    }

    #[test]
    fn it_is_due_once_nobody_was_there_for_the_minutes_set() {
        let (hand, lock) = lock();
        lock.open(5, false);
        at(&hand, 4.9);
        assert!(!lock.is_due(), "not a moment earlier");
        lock.stir();
        at(&hand, 9.8);
        assert!(!lock.is_due(), "it is counted from when somebody was there");
        at(&hand, 9.9);
        assert!(lock.is_due(), "then it is due");
        assert!(
            !lock.is_overdue(),
            "and the page has a while to keep what was typed"
        );
        at(&hand, 10.3);
        assert!(lock.is_overdue(), "and not for ever");
        lock.close();
        assert!(!lock.is_due() && lock.is_locked(), "it is locked once");
    }

    #[test]
    fn without_minutes_it_is_never_due() {
        let (hand, lock) = lock();
        lock.open(0, false);
        at(&hand, 100_000.0);
        assert!(!lock.is_due(), "0 is never");
        lock.lock_after(10);
        assert!(lock.is_due(), "a time that is set holds at once");
    }

    #[test]
    fn a_clock_that_is_set_back_is_counted_from_there() {
        let (hand, lock) = lock();
        at(&hand, 100.0);
        lock.open(5, false);
        at(&hand, 10.0);
        assert!(
            !lock.is_due(),
            "the clock went back, and nobody is locked out"
        );
        at(&hand, 15.0);
        assert!(lock.is_due(), "and it locks all the same");
    }

    #[test]
    fn a_code_is_taken_once_and_by_its_last_group() {
        let (_, lock) = lock();
        let mut count = 0;
        let code = RecoveryCode::new(&mut move || {
            count += 1;
            [count; 16]
        });
        let groups = code.groups();
        lock.draw(code);
        assert!(
            lock.take_drawn(&groups[0]).is_none(),
            "another group shows that it was not written down"
        );
        assert!(lock.take_drawn(&groups[6]).is_some(), "its last does");
        assert!(lock.take_drawn(&groups[6]).is_none(), "once");
    }
}
