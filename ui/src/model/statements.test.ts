import { expect, test } from "vitest";

import type { Asked, Asks } from "../ipc/types";
import { isParsed, isStated, typed } from "./statements.svelte";

const asked = (asks: Asks): Asked => ({
  item: "a",
  itemHash: "",
  theme: "",
  title: "",
  question: "",
  asks,
  why: "",
  evidence: [],
});

test("what is read as a date or a number waits until the field is left", () => {
  expect(isParsed(asked({ kind: "text" }), "value"), "words are kept while they are typed").toBe(false);
  expect(isParsed(asked({ kind: "date" }), "value")).toBe(true);
  expect(isParsed(asked({ kind: "number" }), "value")).toBe(true);
  expect(isParsed(asked({ kind: "grounds" }), "on")).toBe(true);
  expect(isParsed(asked({ kind: "grounds" }), "facts")).toBe(false);
});

test("a statement is shown as people write it", () => {
  const shown = typed("a", { item: "a", itemHash: "", verdict: "partly", on: "2026-12-01" });
  expect(shown).toMatchObject({ verdict: "partly", on: "December 1, 2026", facts: "" });
  expect(isStated(shown)).toBe(true);
  expect(isStated(typed("a", undefined)), "an item that is left empty states nothing").toBe(false);
  expect(isStated({ ...typed("a", undefined), facts: " " }), "and so does one with blanks").toBe(false);
});
