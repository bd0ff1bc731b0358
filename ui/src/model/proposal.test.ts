import { expect, test } from "vitest";

import type { ProposalView } from "../ipc/types";
import { EMPTY, at, beside, does, fieldsOf, nameOf, onward, sent } from "./proposal";
import { decision, fact, practice } from "./testing";

const waiting = ["a", "b", "c"].map((id) => ({ returned: "r", item: id }) as ProposalView);
const press = {
  key: "a",
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  repeat: false,
  typing: false,
  writing: false,
};

test("single keys act where nothing is typed and they are switched on", () => {
  expect(does(press, true)).toBe("accept");
  expect(does(press, false), "switched off in Settings").toBeNull();
  expect(does({ ...press, typing: true }, true), "in a field the letter is the field's").toBeNull();
  expect(does({ ...press, ctrlKey: true }, true), "Ctrl+A selects").toBeNull();
  expect(does({ ...press, repeat: true }, true), "a key held down accepts one").toBeNull();
  expect(does({ ...press, key: "j", repeat: true }, true), "and goes through many").toBe("next");
});

test("the first that waits is looked at, and the one after what was dealt with", () => {
  expect(at(waiting, null)?.item).toBe("a");
  expect(nameOf(waiting[1]!), "the same item can be in two replies").toBe("r:b");
  expect(at(waiting, "r:b")?.item).toBe("b");
  expect(at(waiting, "r:gone"), "one that was dealt with is not replaced unasked").toBeNull();
  expect(beside(waiting, "r:a", -1)).toBeNull();
  expect(onward(waiting, "r:b")?.item).toBe("c");
  expect(onward(waiting, "r:c")?.item, "after the last, the one before it").toBe("b");
  expect(onward([waiting[0]!], "r:a"), "after the only one, none").toBeNull();
});

test("what can be taken is what the question asks", () => {
  expect(fieldsOf(practice("p"))).toEqual(["verdict", "facts"]);
  expect(fieldsOf(decision("d")), "a decision is never taken from a respondent").toEqual(["facts"]);
  expect(fieldsOf(fact("f", "date"))).toEqual(["value", "facts"]);
  expect(fieldsOf(fact("f", "choice"))).toEqual(["choice", "facts"]);
  expect(fieldsOf(undefined), "a question that is gone").toEqual(["facts"]);
});

test("a field that is left empty is not taken, but facts that were emptied are", () => {
  expect(sent({ ...EMPTY, verdict: "partly", facts: "" })).toEqual({ verdict: "partly", facts: "" });
});
