//! The table itself. Seven letters stand for the copies in their order (board page, executive copy, counsel's
//! file, what changed, decision record, engagement strategy, minute insert): `s` share, `m` mask, `-` omit.

mod body;
mod changes;
mod counsel;
mod decisions;
mod opening;
mod recorded;

pub(super) use recorded::RECORDED;

/// What is recorded: type, and each field with what the copies do with it.
type Recorded = (&'static str, &'static [(&'static str, &'static str)]);

/// What a model is built of: type, the copies that have it, and each field with the type that it holds.
type Model = (
    &'static str,
    &'static str,
    &'static [(&'static str, &'static str)],
);

/// Returns what the models are built of, type by type.
pub(super) fn models() -> impl Iterator<Item = &'static Model> {
    [
        opening::OPENING,
        body::BODY,
        counsel::COUNSEL,
        changes::CHANGES,
        decisions::DECISIONS,
    ]
    .into_iter()
    .flatten()
}
