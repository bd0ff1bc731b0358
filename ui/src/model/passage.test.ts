import { expect, test } from "vitest";

import { paragraphs, passage } from "./passage";

const text = "First one.\n\nSecond one.\nThird one.";

test("a text falls into its paragraphs", () => {
  expect(paragraphs(text)).toEqual(["First one.", "Second one.", "Third one."]);
});

test("only paragraphs with something marked are shown, and the cut is told", () => {
  expect(passage(text, ["third"])).toEqual([{ text: "Third one.", at: 2, isCut: true }]);
  expect(passage(text, ["first", "third"]).map(({ isCut }) => isCut)).toEqual([false, true]);
});

test("where nothing is marked, nothing is cut", () => {
  expect(passage(text, []).map(({ at }) => at)).toEqual([0, 1, 2]);
  expect(passage(text, ["not there"]).some(({ isCut }) => isCut)).toBe(false);
});
