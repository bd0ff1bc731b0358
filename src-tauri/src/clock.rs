//! The clock: the one place that asks what time it is.

use std::sync::Arc;

use chrono::{Local, Offset as _};
use proviso_core::date::{Date, Moment};

/// Something that knows what time it is.
pub trait Clock: Send {
    /// Returns the present moment.
    fn now(&self) -> Moment;

    /// Returns today where the company is.
    fn today(&self) -> Date {
        self.now().local_date()
    }
}

impl Clock for Arc<dyn Clock + Sync> {
    fn now(&self) -> Moment {
        self.as_ref().now()
    }
}

/// The machine's own clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Moment {
        let now = Local::now();
        let offset = now.offset().fix().local_minus_utc() / 60;
        Moment {
            unix_millis: now.timestamp_millis(),
            offset_minutes: i16::try_from(offset).unwrap_or(0),
        }
    }
}
