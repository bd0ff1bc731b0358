import { expect, test } from "vitest";

import { counts, filter, step, tree } from "./filter";
import { decision, listing, practice, provision } from "./testing";

const items = [practice("a"), practice("b"), decision("c"), practice("d"), practice("e")];
const run = listing(
  items,
  { a: { verdict: "inPlace", facts: "Template agreement v3" }, b: { verdict: "notSure", flag: true } },
  {
    d: { is: "waiting", on: ["c"], because: "“Title of c” is open" },
    e: { is: "out", cause: "role", because: "not asked" },
  },
);
const ids = (show: Parameters<typeof filter>[1]["show"], find = "", out = false): string[] =>
  filter(run, { show, find, out }).map((item) => item.id);

test("each list holds what its name says", () => {
  expect(ids("all"), "what is asked or waits; the rest is hidden").toEqual(["a", "b", "c", "d"]);
  expect(ids("all", "", true), "until it is asked for").toEqual(["a", "b", "c", "d", "e"]);
  expect(ids("unanswered"), "“not sure” is an answer").toEqual(["c"]);
  expect(ids("open"), "and an open question all the same").toEqual(["b", "c"]);
  expect(ids("flagged")).toEqual(["b"]);
  expect(ids("waiting")).toEqual(["d"]);
});

test("the counts beside the lists are their lengths", () => {
  const all = counts(run);
  for (const show of ["all", "unanswered", "open", "flagged", "waiting"] as const) {
    expect(all[show], show).toBe(ids(show).length);
  }
});

test("words are looked for in the question and in the answer, all of them, in any case", () => {
  expect(ids("all", "QUESTION b")).toEqual(["b"]);
  expect(ids("all", "agreement template")).toEqual(["a"]);
  expect(ids("all", "nothing of the kind")).toEqual([]);
});

test("the tree has the sections that have something in them, in the order of the text", () => {
  const provisions = [
    provision("1", 0),
    provision("2", 0),
    provision("2(a)", 1),
    provision("2(b)", 1),
    provision("3", 0),
    provision("3(b)", 1),
    provision("3(b)(ii)", 2),
  ];
  const listed = [practice("x", "2(b)"), practice("y", "3(b)(ii)"), practice("z", "3")];
  const branches = tree(provisions, listed);
  expect(branches.map(({ provision }) => provision.pin)).toEqual(["2", "2(b)", "3", "3(b)(ii)"]);
  expect(branches.map(({ items }) => items.length)).toEqual([0, 1, 1, 1]);
});

test("next and previous go through the list and stop at its ends", () => {
  const listed = items.slice(0, 3);
  expect(step(items, listed, "a", 1)?.id).toBe("b");
  expect(step(items, listed, "c", 1), "there is nothing past the end").toBeUndefined();
  expect(step(items, listed, "a", -1)).toBeUndefined();
});

test("from an item that is not listed, one goes on to the nearest that is", () => {
  const listed = [items[0], items[3]].filter((item) => item !== undefined);
  expect(step(items, listed, "c", 1)?.id).toBe("d");
  expect(step(items, listed, "c", -1)?.id).toBe("a");
});
