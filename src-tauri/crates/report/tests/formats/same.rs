//! The same model is the same bytes, in every format.

use proviso_core::report::CopyKind;
use proviso_report::compose;
use proviso_report::document::Paper;
use proviso_report::formats::{
    Answered, Listing, assessment_results, csv, json, plan_of_action, word, workbook,
};

use crate::worked::{MADE, Worked, full};

fn files(worked: &Worked) -> Vec<(&'static str, Vec<u8>)> {
    let report = worked.executive();
    let counsel = worked.counsel();
    let model = Answered::Counsel(&counsel);
    vec![
        ("docx", word(&compose(&report, Paper::A4, MADE)).unwrap()),
        ("xlsx", workbook(model, Paper::Letter, MADE).unwrap()),
        ("csv", csv(model, Listing::Answers).unwrap()),
        ("json", json(CopyKind::Counsel, &counsel).unwrap()),
        ("oscal", assessment_results(model, MADE).unwrap()),
        ("oscal-poam", plan_of_action(model, MADE).unwrap()),
    ]
}

#[test]
fn one_state_is_one_file() {
    let first = files(&full(1, &str::to_owned));
    // Zip readers count time in steps of two seconds; a clock in the file would show.
    let second = std::thread::spawn(|| files(&full(1, &str::to_owned)))
        .join()
        .unwrap();
    for ((name, one), (_, other)) in first.iter().zip(&second) {
        assert!(one == other, "{name} depends on the model alone");
    }
}

#[test]
fn no_container_has_a_time_of_its_own() {
    for (name, bytes) in files(&full(1, &str::to_owned)) {
        if !matches!(name, "docx" | "xlsx") {
            continue;
        }
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        for at in 0..zip.len() {
            let part = zip.by_index(at).unwrap();
            let time = part.last_modified().unwrap();
            assert_eq!(
                (time.year(), time.month(), time.day(), time.hour()),
                (1980, 1, 1, 0),
                "{name}: {} is dated the first day that a container knows",
                part.name().unwrap()
            );
        }
    }
}
