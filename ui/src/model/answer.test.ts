import { expect, test } from "vitest";

import { instrument, isAnswered, isOpen, longDate, shown, sign } from "./answer";
import { decision, fact, practice } from "./testing";

test("an item is answered by the field of its kind", () => {
  expect(isAnswered(practice("a"), undefined), "nothing recorded").toBe(false);
  expect(isAnswered(practice("a"), { facts: "some" }), "facts alone are no verdict").toBe(false);
  expect(isAnswered(practice("a"), { verdict: "notSure" }), "“not sure” is an answer").toBe(true);
  expect(isAnswered(decision("d"), { choice: "yes" })).toBe(true);
  expect(isAnswered(fact("f", "date"), { value: "2026-12-11" })).toBe(true);
  expect(isAnswered(fact("f", "choice"), { choice: "b" })).toBe(true);
});

test("“not sure” is an answer and an open question", () => {
  expect(isOpen(practice("a"), { verdict: "notSure" })).toBe(true);
  expect(isOpen(practice("a"), { verdict: "notInPlace" }), "a gap is no open question").toBe(false);
});

test("an item that is not asked, or waits, says so before its verdict", () => {
  const asked = { is: "inScope", because: "" } as const;
  expect(sign(practice("a"), { verdict: "partly" }, asked)).toBe("partly");
  expect(sign(practice("a"), {}, asked)).toBe("unanswered");
  expect(sign(decision("d"), { choice: "yes" }, asked)).toBe("recorded");
  expect(sign(practice("a"), { verdict: "partly" }, { is: "out", cause: "role", because: "" })).toBe("out");
  expect(sign(practice("a"), {}, { is: "waiting", on: ["d"], because: "" })).toBe("waiting");
});

test("dates are written as people read them", () => {
  expect(longDate("2026-12-01")).toBe("December 1, 2026");
  expect(longDate("soon"), "other text stays").toBe("soon");
  expect(longDate("2026-13-01"), "no such month").toBe("2026-13-01");
});

test("only fields that take a date are read as one", () => {
  const answer = { decidedOn: "2026-12-11", facts: "2026-12-11", value: "2026-12-11" };
  expect(shown(decision("d"), answer, "decidedOn")).toBe("December 11, 2026");
  expect(shown(decision("d"), answer, "facts")).toBe("2026-12-11");
  expect(shown(fact("f", "date"), answer, "value")).toBe("December 11, 2026");
  expect(shown(fact("f", "text"), answer, "value")).toBe("2026-12-11");
});

test("the kind of an instrument is said once", () => {
  const named = (instrumentName: string): string =>
    instrument({ ...practice("a"), instrument: "our suggestion", instrumentName });
  expect(named(""), "the kind stands beside it").toBe("");
  expect(named("Our suggestion, in light of § 1")).toBe("In light of § 1");
  expect(named("ISO 42001")).toBe("ISO 42001");
});
