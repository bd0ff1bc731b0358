//! What is refused, and what the refusal says.

use proviso_report::{
    RenderError,
    document::{Bar, Block, Cell, Inlines, IntervalChart, Row, Table, TableColumn},
    render,
};

use crate::samples;

fn refused(body: Vec<Block>) -> (String, String) {
    match render(&samples::of(body)) {
        Err(RenderError::Document { place, problem }) => (place, problem),
        other => panic!("it is refused, not {other:?}"),
    }
}

#[test]
fn a_skipped_heading_level() {
    let (place, problem) = refused(vec![Block::heading(1, "One"), Block::heading(3, "Three")]);
    assert_eq!(place, "body[1]");
    assert!(problem.contains("one level below"), "{problem}");
    assert_eq!(
        refused(vec![Block::heading(2, "Two")]).0,
        "body[0]",
        "the first is of level 1"
    );
}

#[test]
fn a_row_that_does_not_fill_its_table() {
    let mut table = Table::new([TableColumn::share(1.0), TableColumn::share(1.0)]);
    table.rows.push(Row::of([Cell::from("alone")]));
    let (place, problem) = refused(vec![Block::Table(table)]);
    assert_eq!(place, "body[0].rows[0]");
    assert!(problem.contains("spans"), "{problem}");
}

#[test]
fn a_link_to_nowhere() {
    let link = Block::body(Inlines::new().anchor("item-9", "see there"));
    let (place, problem) = refused(vec![link]);
    assert_eq!(place, "body[0]");
    assert!(problem.contains("item-9"), "{problem}");
}

#[test]
fn a_figure_without_words_or_with_a_backward_bar() {
    let chart = |alt: &str, low, high| {
        let bar = Bar {
            label: String::new(),
            low,
            high,
            printed: String::new(),
        };
        Block::Chart(IntervalChart {
            bars: vec![bar],
            alt: alt.to_owned(),
            caption: None,
        })
    };
    assert!(refused(vec![chart(" ", 0, 10)]).1.contains("words"));
    assert!(refused(vec![chart("x", 20, 10)]).1.contains("low to high"));
    assert!(
        refused(vec![chart("x", 20, 1001)])
            .1
            .contains("low to high")
    );
}

#[test]
fn a_file_without_a_title_or_a_date() {
    let mut document = samples::rich();
    document.title = " ".to_owned();
    assert!(
        render(&document)
            .unwrap_err()
            .to_string()
            .starts_with("title: ")
    );
    let mut document = samples::rich();
    document.created.month = 13;
    assert!(
        render(&document)
            .unwrap_err()
            .to_string()
            .starts_with("created: ")
    );
}
