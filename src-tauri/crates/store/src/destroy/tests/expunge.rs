//! Expunging: one field, an action’s words, a document; the rest stays, and says what is gone.

use super::*;

#[test]
fn every_field_of_an_answer_goes_from_every_byte_and_the_others_stay() {
    let (folder, mut store, one, other) = folder();
    let theirs = dump(&store, &other.made.assessment);
    let mut left = answer("one");
    for (at, of) in WORDS.into_iter().enumerate() {
        let canary = format!("one {}", name(of));
        assert!(
            holding(folder.path(), &canary).len() >= 3,
            "it stands in the data file or its log, and in both backups: {of:?}"
        );
        let at = i64::try_from(at).unwrap();
        let done = store
            .expunge(
                &one.made.assessment,
                &field("inventory", of),
                why("Not ours to keep"),
                &stamp(100 + at),
            )
            .unwrap();
        assert_eq!(
            done.destruction.rewritten.len(),
            2,
            "both backups were rewritten: {of:?}"
        );
        assert!(done.destruction.finished, "and nothing is left to do");
        left = without(&left, of);
        if of != Field::Owner {
            assert_eq!(
                holding(folder.path(), &canary),
                [""; 0],
                "no byte is left of {of:?}"
            );
        }
        for (run, item) in [(&one.made.run, "inventory"), (&one.second, "register")] {
            let answers = store.answers(run).unwrap();
            assert_eq!(
                answers[item].answer, left,
                "every other field reads as before, in the signed run and where it was carried: {of:?}"
            );
        }
        assert_eq!(store.verify().unwrap(), [], "and the record holds: {of:?}");
    }
    let beside = &store.answers(&one.second).unwrap()["beside"].answer;
    assert_eq!(
        beside.owner,
        answer("one").owner,
        "the same owner under another item is no copy of this one, and stays"
    );
    assert_eq!(
        holding(folder.path(), "one earlier facts"),
        [""; 0],
        "earlier states went along"
    );
    assert_eq!(
        holding(folder.path(), "one draft"),
        [""; 0],
        "and what was being typed"
    );
    assert_eq!(
        dump(&store, &other.made.assessment),
        theirs,
        "another assessment is byte for byte what it was"
    );
    let history = store.history(&one.made.run, "inventory").unwrap();
    assert_eq!(history.len(), 2, "that there were states is known");
    assert_eq!(
        history[0].content.as_ref().unwrap().answer.verdict,
        Some(Verdict::Partly),
        "and what else they said"
    );
    check_backups(folder.path(), 2);
    drop(store);
    let store = Store::open(folder.path(), options(5_000)).unwrap();
    assert_eq!(store.verify().unwrap(), [], "it opens as sound as before");
}

#[test]
fn a_signed_run_stays_readable_and_says_what_it_lost() {
    let (folder, mut store, one, _) = folder();
    let extent = store
        .extent(&one.made.assessment, &field("inventory", Field::Advice))
        .unwrap();
    assert_eq!(extent.signed, [1], "said before anything is done");
    assert!(
        store.signed_pdf(&one.made.run).unwrap().is_some(),
        "the PDF is there"
    );
    store
        .expunge(
            &one.made.assessment,
            &field("inventory", Field::Advice),
            why("Another client's"),
            &stamp(100),
        )
        .unwrap();
    assert_eq!(
        store.signed_pdf(&one.made.run).unwrap(),
        None,
        "its PDF is gone"
    );
    let signed = store.signed(&one.made.run).unwrap().unwrap();
    assert!(signed.signing.is_some(), "who signed and what is not");
    let lost = store.expunged_since_signed(&one.made.run).unwrap();
    assert_eq!(lost.len(), 1, "the run says that something went");
    assert_eq!(lost[0].reason, "Another client's", "and why");
    assert_eq!(lost[0].author, "Ada Counsel", "and by whom");
    let kept: String = store
        .conn
        .query_row(
            "SELECT json_extract(body, '$.snapshots') FROM revision WHERE kind = 'destruction'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert!(
        kept.contains(&word("one facts")) && !kept.contains(&word("one advice")),
        "the rest of the snapshot is kept"
    );
    assert_eq!(
        store.expunged_since_signed(&one.second).unwrap(),
        [],
        "the open run lost no PDF"
    );
    assert!(
        store
            .find(&Query::read(&word("one advice")), 5)
            .unwrap()
            .is_empty(),
        "no word leads to it"
    );
    assert!(
        !store
            .find(&Query::read(&word("one facts")), 5)
            .unwrap()
            .is_empty(),
        "others still do"
    );
    drop(folder);
}

#[test]
fn a_field_of_an_action_goes_from_its_log_and_its_draft() {
    let (folder, mut store, one, _) = folder();
    for of in ACTION_WORDS {
        let target = Target::Action {
            item: String::from("inventory"),
            field: of,
        };
        store
            .expunge(&one.made.assessment, &target, why("Personal"), &stamp(100))
            .unwrap();
        assert_eq!(
            holding(folder.path(), &format!("one action {}", name(of))),
            [""; 0],
            "{of:?}"
        );
        assert_eq!(store.verify().unwrap(), [], "{of:?}");
    }
    assert_eq!(
        holding(folder.path(), "one action draft"),
        [""; 0],
        "nor what was being typed"
    );
    let actions = store.actions(&one.made.assessment).unwrap();
    assert_eq!(
        actions["inventory"].action,
        Action::default(),
        "the action itself is there"
    );
    assert_eq!(
        store.signed_pdf(&one.made.run).unwrap(),
        None,
        "the signed PDF showed it"
    );
    check_backups(folder.path(), 2);
}

#[test]
fn a_document_goes_alone_or_with_all_that_is_said_of_it() {
    let (folder, mut store, one, other) = folder();
    let part = |part| Target::Evidence {
        link: one.link.clone(),
        part,
    };
    let parts = [
        (EvidencePart::Note, vec!["evidence note"]),
        (EvidencePart::Copy, vec!["file", "evidence name"]),
        (EvidencePart::All, vec!["evidence title", "evidence place"]),
    ];
    for (at, (of, gone)) in (100..).zip(parts) {
        let done = store
            .expunge(
                &one.made.assessment,
                &part(of),
                why("Classified"),
                &stamp(at),
            )
            .unwrap();
        for what in gone {
            assert_eq!(
                holding(folder.path(), &format!("one {what}")),
                [""; 0],
                "{of:?}: {what}"
            );
            assert!(
                !holding(folder.path(), &format!("other {what}")).is_empty(),
                "theirs stays"
            );
        }
        assert_eq!(store.verify().unwrap(), [], "{of:?}");
        if of == EvidencePart::Copy {
            assert_eq!(
                done.destruction.files,
                [sha256(&document("one")).0],
                "its hash stays on record"
            );
            let links = store.evidence(&one.second).unwrap();
            let evidence = &links["register"][0].evidence;
            assert_eq!(
                evidence.copy, None,
                "the link that was carried lost its copy too"
            );
            assert_eq!(
                evidence.title,
                word("one evidence title"),
                "and is still a reference"
            );
        }
    }
    assert!(
        store.evidence(&one.second).unwrap().is_empty(),
        "nothing is left of it"
    );
    let theirs = &store.evidence(&other.second).unwrap()["register"][0];
    assert!(
        store
            .kept_copy(&theirs.evidence.copy.as_ref().unwrap().hash)
            .unwrap()
            .is_some(),
        "another assessment's document is there"
    );
    check_backups(folder.path(), 2);
}

#[test]
fn what_stands_elsewhere_is_named_before_and_stays() {
    let (_folder, mut store, one, other) = folder();
    let hash = item_hash("copied");
    let copied = Answer {
        facts: answer("one").advice,
        ..Answer::default()
    };
    let change = Change::new("copied", &hash, &copied);
    store
        .record_answer(&other.second, &change, &stamp(80))
        .unwrap();
    let target = field("inventory", Field::Advice);
    let extent = store.extent(&one.made.assessment, &target).unwrap();
    assert_eq!(
        extent.elsewhere,
        [Elsewhere {
            assessment: other.made.assessment.clone(),
            item: Some(String::from("copied")),
        }],
        "said before it is done"
    );
    store
        .expunge(&one.made.assessment, &target, why("x"), &stamp(100))
        .unwrap();
    assert_eq!(
        store.answers(&other.second).unwrap()["copied"].answer,
        copied,
        "another assessment is not reached into"
    );
}
