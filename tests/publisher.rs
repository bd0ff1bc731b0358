//! A publisher of packs for the tests, with a key that is thrown away; and a second version of the
//! small pack, and a third.

use std::path::Path;

use minisign::KeyPair;
use proviso_core::pack::{ChangeKind, ItemChange, ItemText, Pack, PublicKey, VersionChanges, read};

/// The small pack about a fictional company's own policy.
pub const ACME: &[u8] = include_bytes!("../assets/packs/acme-ai-policy/1.0.0.json");

/// Somebody who signs packs.
pub struct Publisher(KeyPair);

impl Publisher {
    /// Makes a key.
    pub fn new() -> Self {
        Self(KeyPair::generate_unencrypted_keypair().unwrap())
    }

    /// The public key's file.
    pub fn key_file(&self) -> String {
        self.0.pk.to_box().unwrap().to_string()
    }

    pub fn key(&self) -> PublicKey {
        PublicKey::read(self.key_file().as_bytes()).unwrap()
    }

    /// Writes a pack and its signature beside it, but not the key.
    pub fn publish(&self, file: &Path, pack: &[u8]) {
        std::fs::write(file, pack).unwrap();
        let signature = minisign::sign(None, &self.0.sk, pack, Some("for the tests"), None);
        std::fs::write(beside(file, ".minisig"), signature.unwrap().to_string()).unwrap();
    }

    /// Writes a pack with its signature and the key beside it.
    pub fn publish_with_key(&self, file: &Path, pack: &[u8]) {
        self.publish(file, pack);
        std::fs::write(beside(file, ".pub"), self.key_file()).unwrap();
    }
}

/// The file whose name is that of `file` with an ending added.
pub fn beside(file: &Path, ending: &str) -> std::path::PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// The small pack's next version: one question asks for more than before, one item is retired, and one
/// fact about the unit is asked in other words.
pub fn acme_next() -> Vec<u8> {
    let (before, _) = read(ACME).unwrap();
    let mut after = before.clone();
    after.version = "1.1.0".parse().unwrap();
    after.items[0].question =
        String::from("Does the unit keep a register of its uses of AI that is current this month?");
    after.traits[1].question = String::from("Does customer data reach an AI tool or an agent?");
    let retired = after.items.pop().unwrap();
    after.changes = vec![VersionChanges {
        since: before.version.clone(),
        law_date: before.law_date,
        items: before
            .items
            .iter()
            .map(|item| declared(&before, &after, &item.id))
            .collect(),
    }];
    assert!(after.item(&retired.id).is_none(), "one item is gone");
    written(&after)
}

/// The version after [`acme_next`]: two questions about agents became one.
pub fn acme_third() -> Vec<u8> {
    let (first, _) = read(ACME).unwrap();
    let (second, _) = read(&acme_next()).unwrap();
    let mut after = second.clone();
    after.version = "1.2.0".parse().unwrap();
    let merged = ["agent-owner", "agent-stop"];
    after.items.retain(|item| item.id != "agent-stop");
    let one = after.items.iter_mut().find(|item| item.id == "agent-owner");
    let one = one.unwrap();
    one.id = String::from("agent-control");
    one.title = String::from("Each agent has an owner and can be stopped");
    one.question = String::from(
        "Does each agent have a named owner who authorized in writing what it may reach and who \
         can stop it within one hour?",
    );
    let since = |before: &Pack| {
        let others = before.items.iter().map(|item| item.id.as_str());
        let others = others.filter(|id| !merged.contains(id));
        let mut items: Vec<ItemChange> = others.map(|id| declared(before, &after, id)).collect();
        items.push(ItemChange {
            change: ChangeKind::Merged,
            from: merged.iter().flat_map(|id| text(before, id)).collect(),
            to: text(&after, "agent-control"),
            why: Some(String::from(
                "The policy now makes the owner answer for the stop.",
            )),
            events: Vec::new(),
        });
        VersionChanges {
            since: before.version.clone(),
            law_date: before.law_date,
            items,
        }
    };
    after.changes = vec![since(&first), since(&second)];
    written(&after)
}

/// [`acme_third`] as a careless author would have it: it says nothing of 1.0.0.
pub fn acme_third_after_second_alone() -> Vec<u8> {
    let (mut pack, _) = read(&acme_third()).unwrap();
    pack.changes.retain(|change| change.since.minor == 1);
    written(&pack)
}

fn written(pack: &Pack) -> Vec<u8> {
    let mut text = serde_json::to_vec_pretty(pack).unwrap();
    text.push(b'\n');
    text
}

fn text(pack: &Pack, id: &str) -> Vec<ItemText> {
    let item = pack.item(id).into_iter();
    item.map(|item| ItemText {
        item: item.id.clone(),
        hash: item.text_hash(),
    })
    .collect()
}

fn declared(before: &Pack, after: &Pack, id: &str) -> ItemChange {
    let (from, to) = (text(before, id), text(after, id));
    let (change, why) = match (&from[..], &to[..]) {
        (_, []) => (ChangeKind::Retired, Some("The policy dropped it.")),
        ([old], [new]) if old.hash == new.hash => (ChangeKind::Same, None),
        _ => (
            ChangeKind::Substantive,
            Some("The policy now asks for a register that is current each month."),
        ),
    };
    ItemChange {
        change,
        from,
        to,
        why: why.map(String::from),
        events: Vec::new(),
    }
}
