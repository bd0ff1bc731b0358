//! The publisher's public key, where the program was built with one.

use proviso_core::pack::PublicKey;

/// Set by the build script where `assets/packs/publisher.pub` exists.
#[cfg(publisher_key)]
const PUBLISHER: Option<&[u8]> = Some(include_bytes!("../../../assets/packs/publisher.pub"));
#[cfg(not(publisher_key))]
const PUBLISHER: Option<&[u8]> = None;

/// Returns the key that needs no word from counsel, because whoever trusts the program trusts it.
pub fn publisher() -> Option<PublicKey> {
    PUBLISHER.and_then(|bytes| PublicKey::read(bytes).ok())
}

#[cfg(all(test, publisher_key))]
mod tests {
    use super::publisher;

    #[test]
    fn the_file_that_was_compiled_in_is_a_key() {
        assert!(
            publisher().is_some(),
            "assets/packs/publisher.pub is no public key of minisign: packs of the publisher would \
             be taken for a stranger's"
        );
    }
}
