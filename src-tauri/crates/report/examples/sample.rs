//! Writes three sample files to look at: a board page, a gap analysis and a long one.
//!
//! `cargo run -p proviso-report --example sample -- FOLDER`
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a program to look at output with"
)]

use std::{path::PathBuf, time::Instant};

use proviso_report::document::{
    Align, Bar, Block, Cell, Density, Document, Heading, HeadingLook, Inline, Inlines,
    IntervalChart, KeyValues, List, ListMark, Mark, Notice, Paper, Row, Running, SignatureLine,
    Status, Table, TableColumn, Timestamp, Tone, Width,
};
use proviso_report::render;

fn main() {
    let folder = PathBuf::from(
        std::env::args()
            .nth(1)
            .unwrap_or_else(|| "/tmp/report".to_owned()),
    );
    std::fs::create_dir_all(&folder).unwrap();
    for (name, document) in [
        ("board", board()),
        ("analysis", analysis(12)),
        ("rows", rows()),
        ("long", analysis(1000)),
    ] {
        let start = Instant::now();
        let file = render(&document).unwrap();
        println!(
            "{name}: {} pages, {} bytes, {} ms, substituted {:?}",
            file.pages,
            file.bytes.len(),
            start.elapsed().as_millis(),
            file.substituted
        );
        std::fs::write(folder.join(format!("{name}.pdf")), &file.bytes).unwrap();
    }
}

fn frame(title: &str) -> Document {
    let created = Timestamp {
        year: 2026,
        month: 11,
        day: 23,
        hour: 9,
        minute: 30,
        second: 0,
    };
    let mut document = Document::new(title, "7f3a19c2e04b", created);
    document.author = "M. Okafor".to_owned();
    document.subject = "Northwind Robotics, AI program".to_owned();
    document.creator = "Proviso 0.1.0".to_owned();
    document.header = Running {
        left: "Privileged and confidential: attorney-client communication".to_owned(),
        right: "Matter 2026-0417 · Copy 3 of 5, Audit Committee · DRAFT".to_owned(),
    };
    document.footer = Running {
        left: "Proviso and its pack give no legal advice; this report is the work of the counsel named on it. It is no certificate, and no agency has reviewed it.\nState 7f3a·19c2·e04b · Law as of October 11, 2026 (43 days old)".to_owned(),
        right: String::new(),
    };
    document
}

fn section(level: u8, text: &str) -> Block {
    Block::heading_as(HeadingLook::Section, level, text)
}

fn board() -> Document {
    let mut document = frame("Governance self-assessment: Executive Order 14409");
    document.density = Density::Compact;
    let decisions = Table::new([
        TableColumn::share(1.5),
        TableColumn::share(2.4),
        TableColumn::fit(),
    ])
    .head(["Decision", "Options · recommended", "By"])
    .row([
        Inlines::from("Offer access before partner release"),
        Inlines::new()
            .text("offer · ")
            .bold("offer on our terms")
            .text(" · not now. Seven further questions wait on it"),
        "Dec 15".into(),
    ])
    .row([
        Inlines::from("Collaborate on the selection of partners"),
        Inlines::new()
            .text("yes · ")
            .bold("when criteria are known")
            .text(" · no"),
        "Dec 15".into(),
    ]);
    let actions = Table::new([
        TableColumn::share(2.6),
        TableColumn::share(1.0),
        TableColumn::fit(),
    ])
    .head(["Action", "Owner", "Due"])
    .row([
        "Record the authorization behind each agent action",
        "CISO",
        "Dec 15",
    ])
    .row([
        "Test patch times against the FedRAMP rules",
        "IT operations",
        "Dec 7",
    ])
    .row([
        "Agree a fallback for each product on one model",
        "CTO office",
        "Jan 31",
    ])
    .row([
        Inlines::from("Brief the board once, and minute it"),
        "General Counsel".into(),
        Inlines::new().bold("Nov 14, overdue"),
    ])
    .row([
        "Review insurance against AI exclusions",
        "Treasury",
        "accepted to Mar 31",
    ]);
    let main = vec![
        section(2, "What binds us, and what is offered"),
        Block::body(
            "The order itself asks nothing of this company by force of law. It offers two things we may take up: Government access to a covered frontier model before other trusted partners receive it, and part in a clearinghouse for vulnerabilities. Bound by other instruments: FedRAMP’s rules under BOD 26-04 (certified provider, December 7) and California’s SB 53 (frontier developer, since January 1). Section 4 sets a priority for enforcing computer-crime law that exists already.",
        ),
        section(2, "Decisions asked of you"),
        Block::Table(decisions),
        section(2, "Actions"),
        Block::Table(actions),
    ];
    let side = vec![
        section(2, "Dates ahead"),
        Block::figures([
            ("FedRAMP rules · us", Inlines::new().muted("Dec 7")),
            ("CISA 2015 ends · reported", Inlines::new().muted("Dec 11")),
            ("FAR proposal · agencies", Inlines::new().muted("Dec 19")),
            ("RAISE, SB 315 · us", Inlines::new().muted("Jan 1")),
        ]),
        section(2, "What this rests on"),
        Block::figures([
            ("Documents or tests", Inlines::new().muted("38 %")),
            ("Interviews", Inlines::new().muted("41 %")),
            ("Assumption", Inlines::new().muted("21 %")),
            ("Not yet established", Inlines::new().muted("13 questions")),
        ]),
        section(2, "Next review"),
        Block::small("January 15, 2027, or when the framework is published"),
    ];
    let since = Table::new([
        TableColumn::share(1.0),
        TableColumn::fit().right(),
        TableColumn::fit().right(),
    ])
    .head(["", "low", "high"])
    .row(["First run, July 18", "52 %", "64 %"])
    .row(["Scope: agents now in use", "− 3", "+ 2"])
    .row(["Questions: 9 new, 6 changed", "− 9", "+ 6"])
    .row(["Our answers", "+ 6", "− 1"]);
    let mut since = since;
    since.rows.push(
        Row::of([
            Cell::from("Second run").naming(),
            Cell::from("46 %"),
            Cell::from("71 %"),
        ])
        .total(),
    );
    document.body = vec![
        Block::heading(1, "Governance self-assessment: Executive Order 14409"),
        Block::lead(
            "Northwind Robotics, AI program. Second run, reported November 21, 2026, on the law as of October 11, 2026 (41 days ago). Asked for by the General Counsel; directed by M. Okafor, counsel; to advise the Audit Committee.",
        ),
        Block::main_and_side(main, side),
        Block::Columns(proviso_report::document::Columns {
            columns: vec![
                (
                    1.5,
                    vec![section(2, "Practices in place, by weight"), chart()],
                ),
                (1.0, vec![section(2, "Since July"), Block::Table(since)]),
            ],
        }),
    ];
    document
}

fn chart() -> Block {
    let bars = [
        ("Decisions and governance", 610, 780),
        ("Access terms and confidentiality", 440, 690),
        ("Security and vulnerabilities", 580, 740),
        ("Suppliers and customers", 500, 670),
        ("Agents and authorization", 170, 830),
        ("Incidents", 400, 600),
        ("Statements and disclosure", 720, 720),
    ];
    let printed = |low: u16, high: u16| {
        if low == high {
            format!("{} %", low / 10)
        } else {
            format!("{} to {} %", low / 10, high / 10)
        }
    };
    Block::Chart(IntervalChart {
        alt: bars
            .iter()
            .map(|(label, low, high)| format!("{label}: {}.", printed(*low, *high)))
            .collect::<Vec<_>>()
            .join(" "),
        bars: bars
            .into_iter()
            .map(|(label, low, high)| Bar {
                label: label.to_owned(),
                low,
                high,
                printed: printed(low, high),
            })
            .collect(),
        caption: None,
    })
}

const STATES: [(Status, &str); 7] = [
    (Status::Full, "In place"),
    (Status::Half, "Partly"),
    (Status::Empty, "Not in place"),
    (Status::Diamond, "Alternative measure"),
    (Status::Slashed, "Not applicable"),
    (Status::Question, "Not sure"),
    (Status::Dot, "Unanswered"),
];

fn analysis(items: usize) -> Document {
    let mut document = frame("Gap analysis and action plan: Executive Order 14409");
    let mut body = vec![
        Block::heading(1, "Gap analysis and action plan: Executive Order 14409"),
        Block::lead("Northwind Robotics, AI program. Second run, reported November 21, 2026, on the law as of October 11, 2026."),
        Block::KeyValues(KeyValues {
            pairs: vec![
                ("Asked for by".into(), "General Counsel, letter of June 9, 2026".into()),
                ("Directed by".into(), "M. Okafor, counsel".into()),
                ("Purpose".into(), "To obtain facts for legal advice to the Audit Committee on Exec. Order No. 14409".into()),
                ("May be read by".into(), "Members of the Audit Committee; outside counsel".into()),
            ],
            tone: Tone::Open,
        }),
        Block::Notice(Notice {
            title: Some("What this report is not".into()),
            content: vec![Block::body("Proviso and its pack give no legal advice; this report is the work of the counsel named on it. It is no certificate, and no agency has reviewed it.")],
        }),
        Block::heading(2, "Where the company stands"),
        Block::body(
            Inlines::new()
                .text("The order directs agencies and makes ")
                .italic("voluntary")
                .text(" offers to industry (Exec. Order No. 14409, § 3(b)(ii), 91 Fed. Reg. 34565 (June 5, 2026)). Of the ")
                .bold("118 items")
                .text(" in the pack, 74 are in scope. The full text is at ")
                .uri("https://www.federalregister.gov/d/2026-11234", "federalregister.gov")
                .text("; see also ")
                .anchor("item-3", "item 3")
                .text(" below. Finance officers affirm difficult affiliations; efficient offices file first. AVATAR, To, We, “quoted” — and Ελληνικά, Кириллица, naïve café."),
        ),
        Block::heading(3, "Practices in place, by theme"),
        chart(),
        Block::note("Intervals: the low end counts what is established; the high end adds what is not yet established. Decisions and facts are not counted."),
        Block::heading(3, "How to read the signs"),
    ];
    let mut legend = Inlines::new();
    for (status, words) in STATES {
        legend = legend.status(status, "").text(format!("\u{a0}{words}   "));
    }
    body.push(Block::small(legend));
    body.push(Block::heading(2, "What moved, and why"));
    body.push(Block::body(
        Inlines::new()
            .text("Item 14 changed: ")
            .marked(Mark::Removed, "within thirty days of release")
            .text(" ")
            .marked(Mark::Added, "before release to any trusted partner")
            .text("; note the word ")
            .marked(Mark::Noted, "any")
            .text("."),
    ));
    body.push(Block::quote("The Secretary shall, within 60 days of the date of this order, establish a process by which developers may voluntarily offer access to covered frontier models prior to their release to other trusted partners."));
    body.push(Block::List(List {
        marks: ListMark::Given(vec!["(a)".into(), "(b)".into(), "(c)".into()]),
        items: vec![
            vec![Block::body(
                "Scope: agents are now in use, and eleven items came into scope with them.",
            )],
            vec![Block::body(
                "Questions: nine are new, six changed in substance, of which two were split.",
            )],
            vec![
                Block::body("Answers: four practices were put in place since July."),
                Block::bullets([
                    "Key rotation was tested.",
                    "The incident plan names a contact at CISA.",
                ]),
            ],
        ],
    }));
    body.push(Block::List(List {
        marks: ListMark::Number(9),
        items: (0..3).map(|n| vec![Block::body(format!("Numbered item {n} with enough words to wrap over the end of its line, so that the indent can be seen to hang as it should."))]).collect(),
    }));
    body.push(Block::heading(2, "Actions"));
    body.push(Block::Table(actions(items)));
    body.push(Block::heading(2, "Answers, item by item"));
    for item in 1..=items.min(40) {
        body.push(item_block(item));
    }
    body.push(Block::heading(2, "Text beyond the faces"));
    body.push(Block::body("A name such as 北京 or مرحبا, an emoji 😀, a soft\u{ad}hyphen, a bell \u{7} and a zero\u{200b}width space are shown by number. A very long word breaks: /srv/governance/evidence/2026/quarterly/authorizations/agents/production/approved-final-v2-signed-by-counsel.pdf and Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsvorstandsvorsitzendenstellvertretungsbüroleiterin."));
    body.push(Block::Together(vec![
        Block::heading(2, "Signature"),
        Block::body("I have reviewed this record and the business grounds stated in it."),
        Block::Signatures(vec![
            SignatureLine {
                label: "Signature".into(),
                filled: String::new(),
            },
            SignatureLine {
                label: "Name and title".into(),
                filled: "M. Okafor, counsel".into(),
            },
            SignatureLine {
                label: "Date".into(),
                filled: String::new(),
            },
        ]),
    ]));
    document.body = body;
    document
}

fn actions(items: usize) -> Table {
    let mut table = Table::new([
        TableColumn {
            width: Width::Points(26.0),
            align: Align::Right,
        },
        TableColumn::share(2.6),
        TableColumn::fit(),
        TableColumn::share(1.0),
        TableColumn::fit().right(),
    ])
    .head(["No.", "Action", "State", "Owner", "Due"]);
    table.caption = Some("Actions by theme, in order of priority".into());
    table.summary = "Each action with its state, owner and due date, grouped by theme.".to_owned();
    for item in 1..=items {
        if item % 5 == 1 {
            table.rows.push(Row::group(
                format!("Theme {}: agents and authorization", item / 5 + 1),
                5,
            ));
        }
        let (status, words) = STATES[item % STATES.len()];
        let long = "Reviewed with the owner; the log of approvals covers production agents only, and the sandbox has none. ";
        table.rows.push(Row::of([
            Cell::from(format!("{item}")).naming(),
            Cell::blocks(vec![
                Block::small(format!(
                    "Record the authorization behind each agent action in system {item}"
                )),
                Block::note(long.repeat(1 + item % 3)),
            ]),
            Cell::from(
                Inlines(vec![Inline::Status(status, String::new())]).text(format!(" {words}")),
            ),
            Cell::from("Office of the CISO"),
            Cell::from(format!("Dec {}", 1 + item % 28)),
        ]));
    }
    table.rows.push(
        Row::of([
            Cell::from("").naming(),
            Cell::from("Total"),
            Cell::from(""),
            Cell::from(""),
            Cell::from(format!("{items}")),
        ])
        .total(),
    );
    table
}

/// Rows that no page can hold, on A4.
fn rows() -> Document {
    let mut document = frame("Long rows");
    document.paper = Paper::A4;
    let note = "Counsel’s analysis: the order’s offer is voluntary, and taking it up has consequences that the contract with the partner must carry. ";
    let mut table = Table::new([
        TableColumn::points(90.0),
        TableColumn::share(1.0),
        TableColumn::share(1.4),
    ])
    .head(["Item", "Facts", "Analysis"]);
    for item in 1..=4 {
        table.rows.push(Row::of([
            Cell::from(format!("Item {item}")).naming(),
            Cell::blocks(vec![
                Block::small(note.repeat(item * 4)),
                Block::bullets(["Policy of March 2026", "Test of August 4, 2026"]),
            ]),
            Cell::blocks(
                (0..item * 5)
                    .map(|_| Block::small(note.repeat(2)))
                    .collect(),
            ),
        ]));
    }
    document.body = vec![
        Block::heading(1, "Long rows"),
        Block::Table(table),
        Block::Rule,
        Block::body("After the table."),
    ];
    document
}

fn item_block(item: usize) -> Block {
    let (status, words) = STATES[item % STATES.len()];
    let note = "Counsel’s note: the practice was looked at in three systems, and the evidence is a policy of March 2026 together with a test of the approval log on August 4. ";
    Block::Together(vec![
        Block::Heading(Heading {
            level: 3,
            text: format!("Item {item}. Authorization behind agent actions").into(),
            look: HeadingLook::ByLevel,
            bookmark: None,
            anchor: Some(format!("item-{item}")),
        }),
        Block::small(
            Inlines::new()
                .status(status, words)
                .text(format!(" {words}"))
                .muted(" · Commentary · addressed to adopters · severity 2"),
        ),
        Block::body(note.repeat(1 + item % 4)),
    ])
}
