import { expect, test } from "vitest";

import type { MatterView } from "../ipc/types";
import { ASKING, ENTRY, entryAfter, entrySent, formOf, interviewTyped, kindOf } from "./record";

test("a form or kind that is not known is the one that stands first", () => {
  expect(formOf({ ...ASKING, form: "fax" })).toBe("word");
  expect(formOf({ ...ASKING, form: "paper" })).toBe("paper");
  expect(kindOf({ ...ENTRY, kind: "rumor" })).toBe("memo");
});

test("an entry sends the fields of its kind, and nothing of another one", () => {
  const typed = { ...ENTRY, title: "Call", who: "BIS", question: "Does § 3 reach us?" };
  expect(entrySent({ ...typed, kind: "memo" }).what, "what was typed before the kind changed stays here").toEqual({
    kind: "memo",
  });
  expect(entrySent({ ...typed, kind: "contact" }).what).toEqual({
    kind: "contact",
    who: "BIS",
    sent: "",
    withheld: "",
    terms: "",
  });
  const referral = entrySent({ ...typed, kind: "referral", answeredOn: "May 4, 2026" });
  expect(referral.what).toMatchObject({ question: "Does § 3 reach us?" });
  expect(referral.answeredOn, "the day is sent as it was typed").toBe("May 4, 2026");
  expect(entrySent({ ...typed, kind: "contact", answeredOn: "May 4, 2026" }).answeredOn).toBe("");
});

test("a correction starts from what it corrects, and names it", () => {
  const entry: MatterView = {
    id: "0f",
    on: "December 1, 2026",
    title: "Reach of § 3",
    text: "",
    label: "Question to outside counsel",
    what: { kind: "referral", to: "Hale", question: "Q", answer: "A", answeredOn: "2026-12-02", decided: "" },
    items: [{ item: "a", title: "Logs" }],
    follows: null,
    followedBy: [],
    recorded: "",
  };
  const typed = entryAfter(entry);
  expect(typed).toMatchObject({
    kind: "referral",
    follows: "0f",
    answeredOn: "December 2, 2026",
    items: ["a"],
    question: "Q",
    who: "",
  });
  expect(typed.on, "it is about the same day").toBe("December 1, 2026");
});

test("an interview is typed with the items it is linked to", () => {
  const typed = interviewTyped({
    id: "1",
    entry: "2",
    whom: "Kim Lee",
    role: "",
    on: "",
    present: "",
    notes: "n",
    items: [{ item: "a", title: "Logs" }],
    recorded: "",
    earlier: 0,
  });
  expect(typed).toEqual({ whom: "Kim Lee", role: "", on: "", present: "", notes: "n", items: ["a"] });
});
