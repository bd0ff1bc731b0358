//! A signature and a key from anybody. The first byte says where the one ends and the other begins.

#![no_main]
#![allow(missing_docs, reason = "nobody links against a fuzz target")]

use libfuzzer_sys::fuzz_target;
use proviso_core::pack::{PublicKey, Signature};

fuzz_target!(|bytes: &[u8]| {
    let Some((at, rest)) = bytes.split_first() else {
        return;
    };
    let (key, signature) = rest.split_at(usize::from(*at).min(rest.len()));
    let signature = Signature::read(signature);
    let key = PublicKey::read(key);
    if let Ok(key) = &key {
        let again = PublicKey::read(key.line().as_bytes());
        assert_eq!(again.as_ref(), Ok(key), "a key is its line");
        assert_eq!(key.id().len(), 16, "and has an ID");
        assert!(key.is_called(&key.spelled()), "and a fingerprint");
    }
    if let Ok(signature) = &signature {
        assert_eq!(signature.key_id().len(), 16, "a signature names a key");
        let again = Signature::read(signature.text().as_bytes()).expect("and is its text");
        assert_eq!(again.comment(), signature.comment(), "with its comment");
    }
    if let (Ok(key), Ok(signature)) = (key, signature) {
        // The one that is in the corpus signs these bytes and no others.
        let holds = key.verify(b"a pack\n", &signature).is_ok();
        let other = key.verify(b"another pack\n", &signature).is_ok();
        assert!(!(holds && other), "a signature holds for one text");
    }
});
