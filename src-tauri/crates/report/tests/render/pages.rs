//! Where pages end.

use proviso_report::{
    document::{Block, Cell, Document, KeyValues, Row, Table, TableColumn, Tone},
    render,
};

use crate::{read::File, samples};

/// For each page, the text of what is said and of what only belongs to the page.
fn pages(document: &Document) -> Vec<(String, String)> {
    let file = File::read(&render(document).unwrap().bytes);
    let mut pages = vec![(String::new(), String::new()); file.pages().len()];
    for marked in file.marked() {
        let page = &mut pages[marked.page];
        let text = if marked.number.is_some() {
            &mut page.0
        } else {
            &mut page.1
        };
        text.push_str(&marked.text);
        text.push('|');
    }
    pages
}

fn lines(count: usize) -> Block {
    Block::body(
        (1..=count)
            .map(|line| format!("line {line}"))
            .collect::<Vec<_>>()
            .join("\n"),
    )
}

#[test]
fn pages_are_counted() {
    let pages = pages(&samples::of(vec![lines(100)]));
    let count = pages.len();
    assert!(count > 1);
    for (index, (_, around)) in pages.iter().enumerate() {
        assert!(
            around.contains(&format!("{} of {count}", index + 1)),
            "{around}"
        );
    }
}

#[test]
fn a_long_table_repeats_its_head_for_the_eye_alone() {
    let pages = pages(&samples::of(vec![Block::Table(samples::table(200))]));
    assert!(pages.len() > 3);
    for (index, (said, around)) in pages.iter().enumerate() {
        let first = index == 0;
        assert_eq!(
            said.contains("No.|What is asked|By|"),
            first,
            "said once, on the first page"
        );
        assert_eq!(
            around.contains("What is asked"),
            !first,
            "drawn again on each later page"
        );
    }
    let all: String = pages.iter().map(|page| page.0.as_str()).collect();
    for row in 1..=200 {
        assert_eq!(
            all.matches(&format!("Row number {row} of")).count(),
            1,
            "row {row} stands once"
        );
    }
}

#[test]
fn rows_that_fit_a_page_are_not_cut_and_others_flow() {
    let mut table =
        Table::new([TableColumn::points(60.0), TableColumn::share(1.0)]).head(["A", "B"]);
    let tall = |name: &str, count: usize| {
        let text = (1..=count)
            .map(|n| format!("{name}{n}."))
            .collect::<Vec<_>>()
            .join("\n");
        Row::of([Cell::from(name).naming(), Cell::from(text)])
    };
    table.rows = vec![tall("p", 30), tall("q", 30), tall("r", 130), tall("s", 3)];
    let pages = pages(&samples::of(vec![Block::Table(table)]));
    let on = |text: &str| pages.iter().position(|page| page.0.contains(text)).unwrap();
    assert_eq!(
        on("q1."),
        on("q30."),
        "thirty lines fit a page and stay on one"
    );
    assert_ne!(on("p30."), on("q1."), "they do not fit on the first page");
    assert_ne!(on("r1."), on("r130."), "130 lines cannot stay together");
    assert_eq!(on("r1."), on("q30."), "so they begin where there is room");
    assert!(
        pages[on("r130.")].1.contains('B'),
        "their head is repeated where they go on"
    );
    assert!(
        pages[on("r130.")].1.contains("Br|"),
        "and so is the name of the row"
    );
    assert_eq!(on("r130."), on("s3."), "the next row follows");
}

#[test]
fn what_leads_stays_with_the_first_of_what_follows() {
    for before in 20..60 {
        let table = samples::table(8);
        let leading = vec![
            Block::body("What leads."),
            Block::small("Its note, which is not the end of it."),
        ];
        let blocks = vec![lines(before), Block::Leading(leading), Block::Table(table)];
        let pages = pages(&samples::of(blocks));
        let on = |text: &str| pages.iter().position(|page| page.0.contains(text)).unwrap();
        assert_eq!(
            (on("What leads."), on("Its note")),
            (on("Row number 1 of"), on("Row number 1 of")),
            "after {before} lines it stands on the page of the first row"
        );
    }
}

#[test]
fn a_heading_stays_with_what_follows() {
    for count in 1..120 {
        let document = samples::of(vec![
            Block::heading(1, "Top"),
            lines(count),
            Block::heading(2, "Below"),
            lines(4),
        ]);
        let pages = pages(&document);
        let at = pages
            .iter()
            .position(|page| page.0.contains("Below"))
            .unwrap();
        let after = pages[at].0.split("Below").nth(1).unwrap();
        assert!(after.contains("line 2"), "after {count} lines: {after}");
    }
}

#[test]
fn headings_stay_with_labels_and_what_belongs_to_them_however_long_that_is() {
    let notes = |count: usize| {
        let text = (1..=count)
            .map(|n| format!("note {n}."))
            .collect::<Vec<_>>()
            .join("\n");
        Block::KeyValues(KeyValues {
            pairs: vec![("Notes".into(), text.into())],
            tone: Tone::Aligned,
        })
    };
    for (before, count) in [(0, 48), (0, 52), (0, 54), (3, 53), (30, 50), (30, 120)] {
        let pages = pages(&samples::of(vec![
            Block::heading(1, "Top"),
            lines(before),
            Block::heading(2, "Interviews"),
            Block::Leading(vec![Block::heading(3, "Whom"), Block::note("Recorded.")]),
            notes(count),
        ]));
        let on = |text: &str| pages.iter().position(|page| page.0.contains(text)).unwrap();
        assert_eq!(
            (on("Interviews"), on("Whom")),
            (on("note 2."), on("note 2.")),
            "{count} lines below {before}: the headings do not stand alone"
        );
    }
}

#[test]
fn running_texts_break_between_their_parts_and_no_part_stands_alone() {
    let mut document = samples::of(vec![Block::body("text")]);
    document.header.left = String::from("Privileged and confidential");
    document.header.right = [
        "DRAFT",
        "Matter 2026-0417, Northwind Robotics",
        "Copy 3 of 5",
        "The Audit and Risk Committee of the Board",
    ]
    .join(" · ");
    let around = pages(&document)[0].1.clone();
    for line in [
        "DRAFT · Matter 2026-0417, Northwind Robotics",
        "Copy 3 of 5 · The Audit and Risk Committee of the Board",
    ] {
        assert!(around.contains(line), "two lines share the parts: {around}");
    }
}

#[test]
fn no_line_of_a_paragraph_stands_alone() {
    for count in 30..60 {
        let document = samples::of(vec![lines(count), lines(7)]);
        for (said, _) in pages(&document) {
            // A paragraph that is cut has at least two lines on either side.
            let alone = said.trim_end_matches('|');
            assert_ne!(alone, "line 7", "after {count} lines");
            assert!(!said.ends_with("|line 1|"), "after {count} lines: {said}");
        }
    }
}

#[test]
fn what_belongs_together_stays_together_where_a_page_can_hold_it() {
    let group = || Block::Together(vec![lines(12), Block::small("end of it")]);
    let pages = pages(&samples::of(vec![lines(40), group(), lines(10), group()]));
    for (said, _) in &pages {
        let begun = said.matches("line 12|").count() + said.matches("line 12end").count();
        assert!(said.matches("end of it").count() <= begun.max(1));
        if said.contains("end of it") {
            assert!(said.contains("line 11"), "the group is whole: {said}");
        }
    }
    let larger = Block::Together((0..40).map(|_| lines(10)).collect());
    assert!(
        render(&samples::of(vec![larger])).unwrap().pages > 5,
        "and gives way where none can"
    );
}

#[test]
fn a_page_break_breaks_once() {
    let document = samples::of(vec![
        Block::PageBreak,
        Block::body("first"),
        Block::PageBreak,
        Block::PageBreak,
        Block::body("second"),
        Block::PageBreak,
    ]);
    let pages = pages(&document);
    let said: Vec<&str> = pages.iter().map(|page| page.0.as_str()).collect();
    assert_eq!(said, ["first|", "second|"], "no page is empty");
}

#[test]
fn columns_go_on_side_by_side() {
    let document = samples::of(vec![
        Block::main_and_side(vec![lines(80)], vec![Block::small("short")]),
        Block::body("after"),
    ]);
    let pages = pages(&document);
    assert!(pages.len() == 2, "the long column flows");
    assert!(
        pages[0].0.contains("short"),
        "the short one stands at the top"
    );
    assert!(
        pages[1].0.ends_with("after|"),
        "what follows stands below both"
    );
}
