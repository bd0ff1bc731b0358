//! What is recorded: answers, actions, evidence, what is kept around the answers, items and profile.

use super::Recorded;

pub(in crate::report::fields) const RECORDED: &[Recorded] = &[
    (
        "Answer",
        &[
            // The board page shows shares of practices in place, and nobody's verdict.
            ("verdict", "mssm---"),
            ("choice", "sssssss"),
            ("value", "-sss---"),
            ("facts", "-ssss--"),
            ("analysis", "--s----"),
            ("basis", "msss---"),
            ("basisDetail", "--s----"),
            ("basisOn", "-sss---"),
            ("confidence", "--s----"),
            ("owner", "-sss---"),
            ("reason", "-sss---"),
            ("measure", "-sss---"),
            ("flag", "--s----"),
            ("todo", "--s----"),
            ("groundsFor", "-ss-ss-"),
            ("groundsAgainst", "-ss-ss-"),
            ("recommendation", "sss-ss-"),
            ("advice", "--s----"),
            ("decidedBy", "-ss-sss"),
            ("decidedOn", "-ss-sss"),
            ("reviewTrigger", "-ss-ss-"),
            ("reviewOn", "sss-sss"),
        ],
    ),
    (
        "Action",
        &[
            ("what", "sss----"),
            ("owner", "sss----"),
            ("due", "sss----"),
            ("effort", "--s----"),
            ("status", "mssm---"),
            ("note", "--s----"),
            ("acceptedBy", "--s----"),
            ("acceptedWhy", "--s----"),
            ("acceptedUntil", "sssm---"),
        ],
    ),
    // Copies outside counsel's file name no document: they say what kind of basis there is, and the day.
    (
        "Evidence",
        &[
            ("name", "--s----"),
            ("kind", "--s----"),
            ("place", "--s----"),
            ("seenOn", "--s----"),
            ("staleAfter", "--s----"),
            ("stale", "--s----"),
            ("hash", "--s----"),
            ("bytes", "--s----"),
            ("addedOn", "--s----"),
            ("addedBy", "--s----"),
            ("note", "--s----"),
        ],
    ),
    (
        "Revision",
        &[
            ("at", "--s----"),
            ("author", "--s----"),
            ("changes", "--s----"),
            ("under", "--s----"),
        ],
    ),
    // What is kept around the answers is counsel's, whoever was spoken to.
    (
        "Interview",
        &[
            ("whom", "--s----"),
            ("role", "--s----"),
            ("on", "--s----"),
            ("present", "--s----"),
            ("notes", "--s----"),
            ("items", "--s----"),
        ],
    ),
    (
        "MatterEntry",
        &[
            ("on", "--s----"),
            ("title", "--s----"),
            ("text", "--s----"),
            ("what", "--s----"),
            ("items", "--s----"),
            ("follows", "--s----"),
        ],
    ),
    (
        "Request",
        &[
            ("to", "--s----"),
            ("sentOn", "--s----"),
            ("dueOn", "--s----"),
            ("form", "--s----"),
            ("items", "--s----"),
            ("returned", "--s----"),
        ],
    ),
    // An item of a provision on crime stands under its theme in every copy but counsel's.
    (
        "Item",
        &[
            ("id", "--s----"),
            ("title", "sssssss"),
            ("question", "-ss-s--"),
            ("provision", "mmsmmm-"),
            ("instrument", "mmsmmm-"),
            ("textHash", "--s----"),
            ("why", "--s----"),
            ("caution", "--s----"),
            ("sources", "--s----"),
            ("severity", "mmsm---"),
            ("weight", "mmsm---"),
        ],
    ),
    ("Profile", &[("roles", "mss-mmm"), ("traits", "-ss----")]),
];
