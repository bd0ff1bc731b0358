//! Work that is watched: how far it is, and that it ends where it is told to.

use std::cell::{Cell, RefCell};

use proviso_report::document::{Block, Document};
use proviso_report::{RenderError, Watch, preview_watched, render, render_watched};

use crate::samples;

/// Some pages of it.
fn long() -> Document {
    let mut document = samples::rich();
    let words = "A sentence that says what is so, as long as it is. ".repeat(12);
    document
        .body
        .extend((0..60).map(|_| Block::body(words.as_str())));
    document
}

#[test]
fn it_says_how_far_it_is_and_makes_the_same_file() {
    let document = long();
    let told = RefCell::new(Vec::new());
    let watched = render_watched(
        &document,
        Watch::new(&|percent| {
            told.borrow_mut().push(percent);
            true
        }),
    )
    .unwrap();
    let told = told.into_inner();
    assert!(told.is_sorted(), "it never falls: {told:?}");
    assert_eq!(told.first(), Some(&0), "from the beginning");
    assert_eq!(told.last(), Some(&100), "to the end");
    assert!(
        told.len() > 60,
        "at each block and each page, so that it can stop soon: {told:?}"
    );
    assert_eq!(
        watched,
        render(&document).unwrap(),
        "who watches changes nothing"
    );
}

#[test]
fn it_stops_wherever_it_is_told_to() {
    let document = long();
    let stops = Cell::new(0);
    let after = |most: u32| {
        let asked = Cell::new(0);
        let made = render_watched(
            &document,
            Watch::new(&|_| {
                asked.set(asked.get() + 1);
                asked.get() <= most
            }),
        );
        if made.is_err() {
            assert_eq!(made, Err(RenderError::Stopped), "and says that it did");
            assert_eq!(asked.get(), most + 1, "at once, without another step");
            stops.set(stops.get() + 1);
        }
        made.is_ok()
    };
    assert!(!after(0), "before anything was done");
    for most in [1, 20, 61, 70, 75, 80] {
        after(most);
    }
    assert!(stops.get() > 5, "in each stage");
    let preview = preview_watched(&document, 1, Watch::new(&|percent| percent < 20));
    assert_eq!(preview.err(), Some(RenderError::Stopped), "a preview too");
}
