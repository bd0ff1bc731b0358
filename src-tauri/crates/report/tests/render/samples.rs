//! Documents that the tests render.

use proviso_report::document::{
    Bar, Block, Cell, Document, Heading, HeadingLook, Inlines, IntervalChart, KeyValues, List,
    ListMark, Mark, Notice, Row, Running, SignatureLine, Status, Table, TableColumn, Timestamp,
    Tone,
};

pub(crate) fn empty() -> Document {
    let created = Timestamp {
        year: 2026,
        month: 11,
        day: 23,
        hour: 9,
        minute: 30,
        second: 5,
    };
    Document::new("A report", "7f3a19c2", created)
}

pub(crate) fn of(body: Vec<Block>) -> Document {
    Document { body, ..empty() }
}

/// A bit of everything.
pub(crate) fn rich() -> Document {
    let mut document = of(vec![
        Block::heading(1, "Where we stand"),
        Block::lead("Reported November 21, 2026."),
        Block::KeyValues(KeyValues {
            pairs: vec![("Directed by".into(), "M. Okafor".into())],
            tone: Tone::Open,
        }),
        Block::Heading(Heading {
            level: 2,
            text: "Zeta first".into(),
            look: HeadingLook::ByLevel,
            bookmark: None,
            anchor: Some("zeta".to_owned()),
        }),
        Block::body(
            Inlines::new()
                .text("Plain, ")
                .bold("bold")
                .text(", ")
                .italic("italic")
                .text(", a ")
                .uri("https://example.org/§", "link outside")
                .text(" and a ")
                .anchor("zeta", "link inside")
                .text(", ")
                .marked(Mark::Removed, "gone")
                .text(" ")
                .marked(Mark::Added, "new")
                .text("."),
        ),
        Block::heading(3, "Below zeta"),
        Block::small(
            Inlines::new()
                .status(Status::Half, "Partly")
                .text(" as tested"),
        ),
        Block::heading(2, "Alpha second"),
        Block::List(List {
            marks: ListMark::Number(1),
            items: vec![
                vec![Block::body("one")],
                vec![Block::body("two"), Block::body("more")],
            ],
        }),
        Block::Table(table(3)),
        Block::Chart(IntervalChart {
            bars: vec![
                Bar {
                    label: "Incidents".into(),
                    low: 460,
                    high: 710,
                    printed: "46 to 71 %".into(),
                },
                Bar {
                    label: "None yet".into(),
                    low: 0,
                    high: 1000,
                    printed: "0 to 100 %".into(),
                },
            ],
            alt: "Incidents: 46 to 71 percent. None yet: 0 to 100 percent.".to_owned(),
            caption: Some("Weighted.".into()),
        }),
        Block::note("Sources on file."),
        Block::Notice(Notice {
            title: Some("Please note".into()),
            content: vec![Block::body("It is no certificate.")],
        }),
        Block::main_and_side(
            vec![Block::heading(2, "Main"), Block::body("To the left.")],
            vec![
                Block::heading(2, "Side"),
                Block::figures([("Interviews", "41 %")]),
            ],
        ),
        Block::quote("The Secretary shall act."),
        Block::Signatures(vec![
            SignatureLine {
                label: "Signature".into(),
                filled: String::new(),
            },
            SignatureLine {
                label: "Name".into(),
                filled: "M. Okafor".into(),
            },
        ]),
    ]);
    document.author = "M. Okafor & Söhne".to_owned();
    document.subject = "A <test>".to_owned();
    document.header = Running {
        left: "Privileged".to_owned(),
        right: "Copy 3".to_owned(),
    };
    document.footer = Running {
        left: "No certificate".to_owned(),
        right: "Law of October".to_owned(),
    };
    document
}

/// A table of so many numbered rows below one head.
pub(crate) fn table(rows: usize) -> Table {
    let mut table = Table::new([
        TableColumn::fit().right(),
        TableColumn::share(1.0),
        TableColumn::points(60.0),
    ])
    .head(["No.", "What is asked", "By"]);
    table.caption = Some("What is asked".into());
    table.summary = "Numbered rows.".to_owned();
    table.rows.push(Row::group("First theme", 3));
    for row in 1..=rows {
        table.rows.push(Row::of([
            Cell::from(format!("{row}")).naming(),
            Cell::from(format!("Row number {row} of the table")),
            Cell::from("Dec 15"),
        ]));
    }
    table
}
