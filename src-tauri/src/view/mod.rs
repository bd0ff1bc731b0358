//! Turns what the core computes into what crosses to the window. No figure is worked out here.

mod actions;
mod compare;
mod overview;
mod rerun;
mod run;

pub use actions::action_rows;
pub use compare::{
    Compared, cite, items as compare_items, kinds as compare_kinds, movement as compare_movement,
    range, side as compare_side, sign,
};
pub use overview::overview_view;
pub use rerun::{Ends, became, law_memo, place, reasons};
pub use run::{RunParts, item_view, moves, recorded_state, run_view};
