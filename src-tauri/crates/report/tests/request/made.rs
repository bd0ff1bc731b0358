//! Requests of twelve items of every kind, out of the pack that ships.

use proviso_core::date::Date;
use proviso_core::pack::read;
use proviso_core::request::{Asked, AskedFrom, Asks, Request, Respondent, asked as asked_of};
use proviso_report::document::Paper;
use proviso_report::formats::FormatError;

/// The form for Word on the usual paper.
pub(crate) fn word_form(request: &Request) -> Result<Vec<u8>, FormatError> {
    proviso_report::request::word_form(request, Paper::Letter)
}

/// Twelve items: six practices, and of the rest each kind in turn. Where the pack asks for no date and no number, an
/// item is made to.
pub(crate) fn twelve() -> Request {
    let bytes = include_bytes!("../../../../../assets/packs/eo-14409/1.2.0.json");
    let pack = read(bytes).unwrap().0;
    let practices = pack.items.iter().filter(|item| item.practice().is_some());
    let others = pack.items.iter().filter(|item| item.practice().is_none());
    let mut asked: Vec<Asked> = practices
        .take(6)
        .chain(others.take(6))
        .map(|item| asked_of(&pack, item))
        .collect();
    asked[6].asks = Asks::Text;
    asked[7].asks = Asks::Date;
    asked[8].asks = Asks::Number;
    asked[9].asks = Asks::Choice {
        options: vec![
            (String::from("rev5"), String::from("Rev5")),
            (String::from("20x"), String::from("20x, the new path")),
            (String::from("none-yet"), String::from("None yet")),
        ],
    };
    asked[10].asks = Asks::Grounds;
    Request {
        id: String::from("3f9a1c7be2d04856a1b2c3d4e5f60718"),
        assessment: String::from("7d0c5b1e"),
        run: String::from("r-1"),
        pack: AskedFrom {
            id: pack.id.clone(),
            version: pack.version.to_string(),
            name: pack.name.clone(),
            hash: "9".repeat(64),
            law_date: pack.law_date,
        },
        organization: String::from("Northwind Analytics, Inc."),
        unit: String::from("Foundation models"),
        from: String::from("M. Okafor"),
        to: Respondent {
            name: String::from("Ada Lindqvist"),
            role: String::from("Head of Security"),
        },
        sent_on: Date::from_ymd(2026, 11, 28).unwrap(),
        due_on: Date::from_ymd(2026, 12, 11),
        cover: String::from("Dear Ada,\nhalf an hour should do."),
        notice: String::from(
            "Counsel collects facts in order to give legal advice to the company.",
        ),
        items: asked,
    }
}

/// The items in the order of the forms: by theme.
pub(crate) fn in_order(request: &Request) -> Vec<&Asked> {
    let mut themes: Vec<&str> = Vec::new();
    for asked in &request.items {
        if !themes.contains(&asked.theme.as_str()) {
            themes.push(&asked.theme);
        }
    }
    let of = |theme: &str| {
        let theme = theme.to_owned();
        request
            .items
            .iter()
            .filter(move |asked| asked.theme == theme)
    };
    themes.iter().flat_map(|theme| of(theme)).collect()
}
