//! What crosses to the window: serializable counterparts of what the core computes.
//!
//! Every number and every sentence that a report also states is made by the core and only copied
//! here, so that the window computes nothing. The TypeScript declarations of these types are
//! generated into `ui/src/ipc/types.ts`; a test fails when that file is stale.

mod assessment;
mod backup;
mod business;
mod carry;
mod compare;
mod destroy;
mod encryption;
mod evidence;
mod matter;
mod merge;
mod overview;
mod packs;
mod report;
mod rerun;
mod run;
mod search;
mod settings;
mod sign;

pub use assessment::*;
pub use backup::*;
pub use business::*;
pub use carry::*;
pub use compare::*;
pub use destroy::*;
pub use encryption::*;
pub use evidence::*;
pub use matter::*;
pub use merge::*;
pub use overview::*;
pub use packs::*;
pub use report::*;
pub use rerun::*;
pub use run::*;
pub use search::*;
pub use settings::*;
pub use sign::*;
