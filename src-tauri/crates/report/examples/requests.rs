//! Writes the forms of requests, to look at and to be looked at by other people's tools: one of twelve items, one of a
//! single item, one of everything that the pack asks, and one that is made to hurt.
//!
//! `cargo run -p proviso-report --example requests -- FOLDER`
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a program to look at output with"
)]

use std::path::PathBuf;

use proviso_core::date::Date;
use proviso_core::pack::{Id, Item, Pack, read};
use proviso_core::request::file::write_request;
use proviso_core::request::{Cover, NOTICE, Request, Respondent, asks, request_for};
use proviso_report::document::Paper;
use proviso_report::request::{sheet, word_form};

fn main() {
    let folder = std::env::args().nth(1);
    let folder = PathBuf::from(folder.unwrap_or_else(|| "/tmp/requests".to_owned()));
    std::fs::create_dir_all(&folder).unwrap();
    let pack = pack();
    let whole: Vec<&Item> = pack.items.iter().collect();
    let mut hurt = request(&pack, &whole[..4]);
    for asked in &mut hurt.items {
        asked.title = TORTURE[0].to_owned();
        asked.question = TORTURE.join(" ");
        asked.evidence = TORTURE.map(str::to_owned).to_vec();
        asked.why = "A sentence that goes on. ".repeat(300);
    }
    hurt.cover = TORTURE.join("\n\n");
    hurt.to.name = TORTURE[0].to_owned();
    for (name, request) in [
        ("twelve", request(&pack, &twelve(&pack))),
        ("one", request(&pack, &whole[..1])),
        ("whole", request(&pack, &whole)),
        ("torture", hurt),
    ] {
        for (paper, size) in [(Paper::Letter, "letter"), (Paper::A4, "a4")] {
            let file = sheet(&request, paper).unwrap();
            println!("{name}-{size}.pdf: {} pages", file.pages);
            std::fs::write(folder.join(format!("{name}-{size}.pdf")), file.bytes).unwrap();
            let form = word_form(&request, paper).unwrap();
            println!("{name}-{size}.docx: {} bytes", form.len());
            std::fs::write(folder.join(format!("{name}-{size}.docx")), form).unwrap();
        }
        if let Ok(file) = write_request(&request) {
            std::fs::write(folder.join(format!("{name}.proviso-request")), file).unwrap();
        }
    }
}

/// What has broken documents of others.
const TORTURE: [&str; 4] = [
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft‑und‑so‑weiter",
    "מילים בעברית עם English באמצע 123, 人工智能治理评估 🙂",
    "\"Quotes\" <tags> & ampersands; {braces} [brackets] \u{0}\u{7}\u{1b}\u{202e}\u{feff} control characters",
    "A line\nand another\n\n\tand a tab\r\nand a Windows end",
];

fn pack() -> Pack {
    let bytes = include_bytes!("../../../../assets/packs/eo-14409/1.2.0.json");
    read(bytes).unwrap().0
}

/// Twelve items: of every kind, and most of them practices.
fn twelve(pack: &Pack) -> Vec<&Item> {
    let practices = pack.items.iter().filter(|item| item.practice().is_some());
    let others = pack.items.iter().filter(|item| item.practice().is_none());
    let mut kinds = Vec::new();
    let others = others.filter(|item| {
        let kind = std::mem::discriminant(&asks(item));
        let new = !kinds.contains(&kind);
        kinds.push(kind);
        new
    });
    let others: Vec<&Item> = others.collect();
    practices.take(12 - others.len()).chain(others).collect()
}

fn request(pack: &Pack, items: &[&Item]) -> Request {
    let cover = Cover {
        id: String::from("3f9a1c7be2d04856a1b2c3d4e5f60718"),
        assessment: String::from("a-0001"),
        run: String::from("r-0001"),
        pack_hash: "9".repeat(64),
        organization: String::from("Northwind Analytics, Inc."),
        unit: String::from("Foundation models"),
        from: String::from("M. Okafor, Associate General Counsel"),
        to: Respondent {
            name: String::from("Ada Lindqvist"),
            role: String::from("Head of Security Engineering"),
        },
        due_on: Date::from_ymd(2026, 12, 11),
        note: String::from(
            "Dear Ada,\nwe are taking stock of how our AI governance program stands. Could you answer the questions \
             below for the teams you look after? If one of them belongs to somebody else, write the name and leave \
             the rest open. Half an hour should do.",
        ),
        notice: String::from(NOTICE),
    };
    let items: Vec<Id> = items.iter().map(|item| item.id.clone()).collect();
    request_for(pack, &cover, &items, Date::from_ymd(2026, 11, 28).unwrap()).unwrap()
}
