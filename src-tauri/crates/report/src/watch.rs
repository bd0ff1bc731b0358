//! Work that takes long enough to be watched, and to be stopped half-way.
//!
//! The crate has no clock: it tells how far it is as often as it comes to a place where it can stop, and
//! whoever watches decides what is worth showing.

use crate::RenderError;

/// Told how far the work is, in percent, which never falls; answers whether to go on.
#[derive(Clone, Copy)]
pub struct Watch<'a>(&'a dyn Fn(u8) -> bool);

impl<'a> Watch<'a> {
    /// Work that `told` is told about, and that goes on as long as it answers `true`.
    pub fn new(told: &'a dyn Fn(u8) -> bool) -> Self {
        Self(told)
    }

    /// Says that `done` of `of` parts are done of a stage that lies between two percentages.
    ///
    /// # Errors
    /// [`RenderError::Stopped`] where the work is not to go on.
    pub(crate) fn at(self, stage: [u8; 2], done: usize, of: usize) -> Result<(), RenderError> {
        let [from, to] = stage.map(usize::from);
        let percent = from + (to.saturating_sub(from) * done.min(of)) / of.max(1);
        match (self.0)(u8::try_from(percent).unwrap_or(100)) {
            true => Ok(()),
            false => Err(RenderError::Stopped),
        }
    }
}

impl std::fmt::Debug for Watch<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Watch")
    }
}

/// The stages of a rendering, by the time that they take.
pub(crate) mod stage {
    /// Words are measured and lines broken.
    pub(crate) const COMPOSED: [u8; 2] = [0, 45];
    /// Pages are filled.
    pub(crate) const FILLED: [u8; 2] = [45, 55];
    /// Pages are drawn.
    pub(crate) const DRAWN: [u8; 2] = [55, 70];
    /// The file is put together.
    pub(crate) const WRITTEN: [u8; 2] = [70, 100];
}
