//! What the copy on what changed is built of.

use super::Model;

pub(super) const CHANGES: &[Model] = &[
    (
        "Changes",
        "---s---",
        &[
            ("title", ""),
            ("head", "Head"),
            ("since", ""),
            ("moved", "Movement"),
            ("waterfalls", "Waterfall"),
            ("law", "LawChange"),
            ("groups", "ChangeGroup"),
        ],
    ),
    ("Waterfall", "---s---", &[("label", ""), ("steps", "Step")]),
    (
        "Step",
        "---s---",
        &[("label", ""), ("from", ""), ("to", ""), ("total", "")],
    ),
    (
        "LawChange",
        "---s---",
        &[
            ("date", ""),
            ("title", ""),
            ("what", ""),
            ("matters", ""),
            ("confidence", ""),
            ("sources", ""),
        ],
    ),
    (
        "ChangeGroup",
        "---s---",
        &[("heading", ""), ("entries", "ChangeEntry")],
    ),
    (
        "ChangeEntry",
        "---s---",
        &[
            ("title", ""),
            ("place", ""),
            ("also", ""),
            ("before", "Said"),
            ("after", "Said"),
            ("because", ""),
        ],
    ),
    (
        "Said",
        "---s---",
        &[
            ("sign", ""),
            ("answer", ""),
            ("facts", ""),
            ("because", ""),
            ("basis", ""),
            ("owner", ""),
        ],
    ),
];
