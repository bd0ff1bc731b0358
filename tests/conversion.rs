//! A data file on its way from plain to encrypted: seen, and stopped.

use std::sync::{Arc, Mutex};

use proviso_app::clock::SystemClock;
use proviso_app::session::{Session, draw_code};
use proviso_app::window::WindowPlace;
use proviso_app::work::{Going, WorkKind, Works, unwatched};
use proviso_store::Secret;

use crate::support::Office;

const PASSPHRASE: &str = "correct horse battery";

#[test]
fn a_conversion_is_seen_while_it_goes_on_and_stopped_leaves_all_as_it_was() {
    let office = Office::new();
    let run = office.assessment();
    let folder = office.closed();
    let mut session = Session::open(folder.path(), Box::new(SystemClock)).unwrap();
    let code = draw_code();
    // As the window asks how far it is, and stops it, from another thread.
    let works = Arc::new(Works::default());
    let seen: Arc<Mutex<Vec<u8>>> = Arc::default();
    for stop_at in [0, 30, 60, 94] {
        let begun = works.begin(WorkKind::Conversion);
        let (work, works, seen) = (begun.going(), Arc::clone(&works), Arc::clone(&seen));
        let going: Going = Arc::new(move |percent| {
            let goes_on = work(percent);
            let now = works.progress(WorkKind::Conversion).unwrap().percent;
            seen.lock().unwrap().push(now);
            if now >= stop_at {
                works.stop(WorkKind::Conversion);
            }
            goes_on
        });
        let stopped = session.encrypt(PASSPHRASE, &code, &going).unwrap_err();
        assert_eq!(stopped.code(), "stopped", "at {stop_at} percent: {stopped}");
        assert!(!session.is_encrypted(), "the data is as it was");
        session.load(&run).unwrap();
    }
    let seen = seen.lock().unwrap();
    assert!(
        seen.iter().any(|percent| (31..95).contains(percent)),
        "it is seen on its way: {seen:?}"
    );
    assert_eq!(
        works.progress(WorkKind::Conversion),
        None,
        "and over when it was stopped"
    );
    session.encrypt(PASSPHRASE, &code, &unwatched()).unwrap();
    session.load(&run).unwrap();
    session
        .keep_window_place(WindowPlace {
            x: 0.0,
            y: 0.0,
            width: 900.0,
            height: 600.0,
        })
        .unwrap();
    drop(session);
    assert!(
        Session::open(folder.path(), Box::new(SystemClock)).is_err(),
        "it is encrypted from then on"
    );
    let secret = Secret::Passphrase(PASSPHRASE);
    Session::unlock(folder.path(), Box::new(SystemClock), secret).unwrap();
}
