import { expect, test } from "vitest";

import type { TermView } from "../ipc/types";
import { pieces } from "./marks";

const term = (name: string, ...also: string[]): TermView => ({
  term: name,
  also,
  meaning: `what ${name} means`,
  definedInText: false,
});

const joined = (text: string, marks: string[], terms: TermView[]): string =>
  pieces(text, marks, terms)
    .map((piece) => piece.text)
    .join("");

const text =
  "provide the Federal Government with access to covered frontier models, for a period of up to 30 days";

test("the words to mark are marked, and nothing else", () => {
  const marked = pieces(text, ["up to 30 days"], []).filter((piece) => piece.marked);
  expect(marked.map((piece) => piece.text)).toEqual(["up to 30 days"]);
});

test("put together again, the pieces are the text", () => {
  const marks = ["access to covered", "covered frontier", "not there", "", "(a) [b] $ ^ *"];
  expect(joined(text, marks, [term("covered frontier model", "covered frontier models")])).toBe(
    text,
  );
  expect(joined("", marks, []), "an empty text has no pieces").toBe("");
});

test("spacing, case and the form of quotation marks do not matter", () => {
  const found = pieces("a “covered  frontier\nmodel” is", ['"Covered frontier model"'], []);
  expect(found.find((piece) => piece.marked)?.text).toBe("“covered  frontier\nmodel”");
});

test("marks that overlap become one", () => {
  const found = pieces("one two three four", ["one two", "two three"], []);
  expect(found.map(({ text, marked }) => [text, marked])).toEqual([
    ["one two three", true],
    [" four", false],
  ]);
});

test("a term is explained where it stands first, as a whole word", () => {
  const found = pieces("agents; an agent and an agent", [], [term("agent")]);
  expect(
    found.map((piece) => piece.term?.term ?? null),
    "“agents” is another word, and the second “agent” needs no second explanation",
  ).toEqual([null, "agent", null]);
});

test("a longer term wins over one inside it", () => {
  const found = pieces(text, [], [term("frontier models"), term("covered frontier models")]);
  const terms = found.flatMap((piece) => piece.term?.term ?? []);
  expect(terms).toEqual(["covered frontier models"]);
});

test("a term across the end of a mark stays in one piece", () => {
  const found = pieces(text, ["access to covered"], [term("covered frontier models")]);
  const piece = found.find((each) => each.term !== null);
  expect(piece?.text).toBe("covered frontier models");
  expect(piece?.marked, "and is marked with it").toBe(true);
});

test("markup in a text is text", () => {
  const found = pieces("<b>x</b> & y", ["<b>x</b>"], []);
  expect(found[0]).toMatchObject({ text: "<b>x</b>", marked: true });
});
