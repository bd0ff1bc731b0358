//! What is found, what is not, and that nothing but the logs is needed to find it again.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::testing::{PACK, assessment, behind_our_back, empty, item_hash, stamp, with_assessment};
use crate::{Change, Details, NewEvidence};
use proptest::prelude::*;
use proviso_core::answer::Verdict;
use proviso_core::date::Date;
use proviso_core::evidence::Evidence;
use proviso_core::matter_log::{Interview, MatterEntry, MatterKind};
use proviso_core::pack::Id;
use proviso_core::search::Query;

fn says(facts: &str) -> Answer {
    Answer {
        facts: Some(facts.to_owned()),
        ..Answer::default()
    }
}

fn record(store: &mut Store, run: &str, item: &str, answer: &Answer) {
    let hash = item_hash(item);
    store
        .record_answer(run, &Change::new(item, &hash, answer), &stamp(9))
        .unwrap();
}

fn found(store: &Store, run: &str, typed: &str) -> Vec<Id> {
    let finds = store.find_in_run(run, &Query::read(typed)).unwrap();
    finds.items.into_keys().collect()
}

fn real_pack() -> Vec<u8> {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../assets/packs/acme-ai-policy/1.0.0.json"
    );
    std::fs::read(path).unwrap()
}

#[test]
fn an_answer_is_found_by_the_words_it_has_now() {
    let (_folder, mut store, made) = with_assessment();
    record(
        &mut store,
        &made.run,
        "terms",
        &says("Template v3 of the Résumé Screener"),
    );
    assert_eq!(
        found(&store, &made.run, "templ"),
        ["terms"],
        "by the beginning of a word"
    );
    assert_eq!(
        found(&store, &made.run, "resume TEMPLATE"),
        ["terms"],
        "in any case and order"
    );
    assert_eq!(
        found(&store, &made.run, "\"v3 of the\""),
        ["terms"],
        "by a phrase"
    );
    assert!(
        found(&store, &made.run, "\"of v3\"").is_empty(),
        "in its own order"
    );
    record(&mut store, &made.run, "terms", &says("Withdrawn"));
    assert!(
        found(&store, &made.run, "template").is_empty(),
        "what was replaced is not found"
    );
    assert_eq!(
        found(&store, &made.run, "withdrawn"),
        ["terms"],
        "what replaced it is"
    );
    let verdict = Answer {
        verdict: Some(Verdict::Partly),
        ..says("Withdrawn")
    };
    record(&mut store, &made.run, "terms", &verdict);
    assert_eq!(
        found(&store, &made.run, "withdrawn"),
        ["terms"],
        "a verdict changes no word"
    );
    record(&mut store, &made.run, "terms", &Answer::default());
    assert!(
        found(&store, &made.run, "withdrawn").is_empty(),
        "a cleared answer has no word"
    );
    assert!(
        found(&store, &made.run, "").is_empty(),
        "an empty query finds nothing"
    );
    assert!(
        found(&store, &made.run, "AND OR ( NEAR").is_empty(),
        "signs of the engine are words"
    );
}

#[test]
fn question_answer_and_evidence_of_an_item_are_searched_together() {
    let (_folder, mut store) = empty();
    let bytes = real_pack();
    let pack = store.put_pack(&bytes, &stamp(1)).unwrap();
    let (content, _) = pack::read(&bytes).unwrap();
    let first = crate::FirstRun {
        pack: pack.clone(),
        as_of: content.law_date,
        profile: None,
    };
    let made = store
        .create_assessment(&Details::default(), &first, &stamp(2))
        .unwrap();
    let item = &content.items[0];
    let word = item.title.split_whitespace().next().unwrap();
    assert!(
        found(&store, &made.run, word).contains(&item.id),
        "by its question"
    );
    record(&mut store, &made.run, &item.id, &says("Zanzibar"));
    let query = format!("{word} zanz");
    assert_eq!(
        found(&store, &made.run, &query),
        std::slice::from_ref(&item.id),
        "by question and answer"
    );
    let evidence = Evidence {
        title: String::from("Xylograph of the board"),
        place: Some(String::from("SharePoint")),
        ..Evidence::default()
    };
    let hash = item_hash(&item.id);
    let new = NewEvidence {
        item: &item.id,
        item_hash: &hash,
        evidence: &evidence,
        bytes: None,
    };
    let links = store.add_evidence(&made.run, &[new], &stamp(10)).unwrap();
    let query = format!("{query} xylograph sharepoint");
    let finds = store.find_in_run(&made.run, &Query::read(&query)).unwrap();
    assert_eq!(
        finds.items[&item.id],
        BTreeSet::from([FoundIn::Question, FoundIn::Answer, FoundIn::Evidence]),
        "and by the names of its evidence, and it says where"
    );
    store.rebuild_search().unwrap();
    assert_eq!(
        found(&store, &made.run, &query),
        std::slice::from_ref(&item.id),
        "as after the index was made again"
    );
    let link = links[0].clone().unwrap();
    store.unlink_evidence(&made.run, &link, &stamp(11)).unwrap();
    assert!(
        found(&store, &made.run, "xylograph").is_empty(),
        "what is unlinked is not found"
    );
    let provision = content
        .provisions
        .iter()
        .find(|one| one.text.is_some())
        .unwrap();
    let words: Vec<&str> = provision
        .text
        .as_deref()
        .unwrap()
        .split(' ')
        .take(3)
        .collect();
    let finds = store
        .find_in_run(&made.run, &Query::read(&format!("\"{}\"", words.join(" "))))
        .unwrap();
    assert!(
        finds.provisions.contains(&provision.pin),
        "and the text it is about"
    );
}

#[test]
fn across_runs_the_newest_come_first_and_deleted_ones_not_at_all() {
    let (_folder, mut store, first) = with_assessment();
    let second = assessment(&mut store);
    record(&mut store, &first.run, "terms", &says("Supplier Zeta"));
    record(&mut store, &second.run, "access", &says("Zeta again"));
    let run_of = |find: &Find| match find {
        Find::Answered { run, .. } => run.clone(),
        other => panic!("only answers hold the word: {other:?}"),
    };
    let query = Query::read("zeta");
    let runs: Vec<String> = store.find(&query, 10).unwrap().iter().map(run_of).collect();
    assert_eq!(
        runs,
        [second.run.clone(), first.run.clone()],
        "in every run"
    );
    let one: Vec<String> = store.find(&query, 1).unwrap().iter().map(run_of).collect();
    assert_eq!(
        one,
        [second.run.as_str()],
        "no more than asked for, and of the newest run"
    );
    assert_eq!(
        store.find(&Query::read("supplier zeta"), 10).unwrap(),
        [Find::Answered {
            run: first.run,
            item: String::from("terms"),
            found_in: FoundIn::Answer,
            text: String::from("Supplier Zeta"),
        }],
        "with the text it stands in"
    );
    store
        .conn
        .execute(
            "UPDATE assessment SET state = 'deleted' WHERE id = ?1",
            [&second.assessment],
        )
        .unwrap();
    assert_eq!(
        store.find(&query, 10).unwrap().len(),
        1,
        "a deleted assessment is not searched"
    );
}

#[test]
fn interviews_and_the_matter_log_are_found_as_they_stand_now() {
    let (folder, mut store, made) = with_assessment();
    let assessment = made.assessment.as_str();
    let interview = |notes: &str| Interview {
        whom: String::from("Kim Lee"),
        notes: notes.to_owned(),
        ..Interview::default()
    };
    let id = store
        .record_interview(assessment, None, &interview("Zinnober"), None, &stamp(10))
        .unwrap();
    let entry = MatterEntry {
        on: Date::from_ymd(2026, 11, 21).unwrap(),
        title: String::from("Call with the Bureau"),
        text: String::new(),
        what: MatterKind::Contact {
            who: String::from("Bureau of Industry"),
            sent: String::from("Quixotic"),
            withheld: String::new(),
            terms: String::new(),
        },
        items: Vec::new(),
        follows: None,
    };
    let logged = store
        .record_matter(assessment, &entry, None, &stamp(11))
        .unwrap();
    let find = |store: &Store, typed: &str| store.find(&Query::read(typed), 10).unwrap();
    let noted = |text: &str| Find::Around {
        assessment: made.assessment.clone(),
        found_in: FoundIn::Interview,
        id: id.clone(),
        title: String::from("Kim Lee"),
        text: text.to_owned(),
    };
    assert_eq!(
        find(&store, "kim zinnob"),
        [noted("Zinnober")],
        "by its words"
    );
    assert_eq!(
        find(&store, "quixotic"),
        [Find::Around {
            assessment: made.assessment.clone(),
            found_in: FoundIn::Matter,
            id: logged,
            title: String::from("Call with the Bureau"),
            text: String::from("Bureau of Industry\nQuixotic"),
        }],
        "and the log by what belongs to its kind"
    );
    store
        .record_interview(
            assessment,
            Some(&id),
            &interview("Karmin"),
            None,
            &stamp(12),
        )
        .unwrap();
    assert!(
        find(&store, "zinnober").is_empty(),
        "what an interview said before is not found"
    );
    assert_eq!(
        find(&store, "karmin"),
        [noted("Karmin")],
        "what it says now is"
    );
    assert!(
        found(&store, &made.run, "karmin").is_empty(),
        "it is no answer of a run"
    );
    assert_eq!(
        store.verify().unwrap(),
        [],
        "the index is what they make it"
    );
    store.rebuild_search().unwrap();
    assert_eq!(find(&store, "karmin"), [noted("Karmin")], "made again, too");
    drop(store);
    let mut store = Store::open(folder.path(), crate::testing::options(5_000)).unwrap();
    assert_eq!(find(&store, "karmin").len(), 1, "and after a restart");
    store
        .destroy_assessment(assessment, "Not ours", &stamp(20))
        .unwrap();
    assert!(
        find(&store, "karmin").is_empty() && find(&store, "quixotic").is_empty(),
        "what was destroyed is not found"
    );
}

#[test]
fn a_pack_that_is_removed_is_no_longer_indexed() {
    let (_folder, mut store) = empty();
    let pack = store.put_pack(&real_pack(), &stamp(1)).unwrap();
    let count = |store: &Store| -> u32 {
        let sql = "SELECT count(*) FROM search_document";
        store.conn.query_row(sql, [], |row| row.get(0)).unwrap()
    };
    assert!(count(&store) > 5, "its items and provisions are documents");
    store.remove_pack(&pack, &stamp(2)).unwrap();
    assert_eq!(count(&store), 0, "none is left");
}

#[test]
fn no_word_of_a_body_is_left_after_a_rebuild() {
    let (folder, mut store, made) = with_assessment();
    record(&mut store, &made.run, "terms", &says("Quixotic"));
    record(&mut store, &made.run, "terms", &says("Plain"));
    let words = |store: &Store| -> Vec<u8> {
        let mut bytes = Vec::new();
        let sql = "SELECT block FROM search_word_data";
        let mut query = store.conn.prepare(sql).unwrap();
        let blocks = query.query_map([], |row| row.get::<_, Vec<u8>>(0)).unwrap();
        for block in blocks {
            bytes.extend(block.unwrap());
        }
        bytes
    };
    let holds = |bytes: &[u8], word: &[u8]| bytes.windows(word.len()).any(|part| part == word);
    store.rebuild_search().unwrap();
    let bytes = words(&store);
    assert!(
        !holds(&bytes, b"uixotic"),
        "the index has no word that holds no longer"
    );
    assert!(holds(&bytes, b"lain"), "and every word that does");
    drop(store);
    let tables: String = behind_our_back(folder.path())
        .query_row("SELECT group_concat(name) FROM sqlite_schema", [], |row| {
            row.get(0)
        })
        .unwrap();
    assert!(
        !tables.contains("search_word_content"),
        "and no text at all: {tables}"
    );
}

#[test]
fn a_file_without_the_index_gets_it_when_it_is_opened() {
    let (folder, mut store, made) = with_assessment();
    store.put_pack(&real_pack(), &stamp(1)).unwrap();
    record(&mut store, &made.run, "terms", &says("Quixotic"));
    store
        .conn
        .execute_batch(
            "INSERT INTO search_word (search_word) VALUES ('delete-all');
             DELETE FROM search_document; DELETE FROM search_shelf;
             DELETE FROM meta WHERE key = 'search'",
        )
        .unwrap();
    drop(store);
    let store = Store::open(folder.path(), crate::testing::options(5_000)).unwrap();
    assert_eq!(
        found(&store, &made.run, "quixotic"),
        ["terms"],
        "it is found again"
    );
}

/// Lower case and the letters of words: what the index and a plain reading both go by.
fn words(text: &str) -> Vec<String> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_index_finds_what_a_plain_reading_finds(
        changes in prop::collection::vec((0..4_usize, "[a-cA-C]{1,3}( [a-cA-C]{1,3}){0,4}"), 1..20),
        typed in "[a-c]{1,2}( [a-c]{1,2})?",
        at in 0..20_usize,
    ) {
        let (_folder, mut store, made) = with_assessment();
        let mut said = BTreeMap::new();
        for (count, (item, text)) in changes.iter().enumerate() {
            let item = format!("item-{item}");
            record(&mut store, &made.run, &item, &says(text));
            said.insert(item, text.clone());
            if count == at {
                store.rebuild_search().unwrap();
            }
        }
        let expected: Vec<Id> = said
            .iter()
            .filter(|(_, text)| {
                let has = words(text);
                words(&typed).iter().all(|term| has.iter().any(|word| word.starts_with(term)))
            })
            .map(|(item, _)| item.clone())
            .collect();
        prop_assert_eq!(found(&store, &made.run, &typed), expected, "{:?} in {:?}", typed, said);
    }
}

#[test]
fn what_is_no_pack_is_searched_for_nothing() {
    let (_folder, mut store) = empty();
    store.put_pack(PACK, &stamp(1)).unwrap();
    assert!(
        store.find(&Query::read("test"), 5).unwrap().is_empty(),
        "and nothing fails"
    );
}
