import { expect, test } from "vitest";

import type { Standing } from "../ipc/types";
import {
  SHOWS,
  counts,
  facetValues,
  filter,
  sorted,
  step,
  tree,
  type Choice,
  type Listing,
} from "./filter";
import { decision, listing, practice, provision } from "./testing";

const items = [practice("a"), practice("b"), decision("c"), practice("d"), practice("e")];
const run = listing(
  items,
  { a: { verdict: "inPlace", facts: "Template agreement v3" }, b: { verdict: "notSure", flag: true } },
  {
    d: { is: "waiting", on: ["c"], because: "“Title of c” is open" },
    e: { is: "out", cause: "role", because: "not asked" },
  },
  { b: ["open", "flagged", "notSure"], c: ["unanswered", "open"], d: ["waiting"], a: ["inPlace"] },
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
  const all = counts(run, { find: "", out: false });
  for (const show of SHOWS) expect(all[show], show).toBe(ids(show).length);
});

test("words list what the program found them in; until it has, the list stays as it was", () => {
  const found = { find: "template", items: { a: ["answer" as const] }, provisions: [] };
  const after: Listing = { ...run, found };
  const list = (of: Listing, find: string): string[] =>
    filter(of, { show: "all", find, out: false }).map(({ id }) => id);
  expect(list(after, "template")).toEqual(["a"]);
  expect(list(after, "template v"), "the answer to the words before stays until the next").toEqual(["a"]);
  expect(list(after, ""), "no words, no narrowing").toEqual(["a", "b", "c", "d"]);
  expect(list(run, "template"), "nothing is hidden before it is known").toEqual(["a", "b", "c", "d"]);
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

const told: Listing = {
  ...listing(
    [
      { ...practice("a", "3(a)"), themes: ["access"], roles: ["developer"], severity: "high" },
      { ...practice("b", "3(b)"), themes: ["access", "records"], roles: ["developer", "adopter"] },
      { ...decision("c", "3(b)"), themes: ["records"], roles: ["adopter"] },
    ],
    {
      a: { verdict: "inPlace", basis: "assumed", owner: "CISO" },
      b: { verdict: "alternative", owner: "Deputy GC" },
    },
  ),
  provisions: [provision("3(a)", 1), provision("3(b)", 1)],
  themes: [
    { id: "records", label: "Records" },
    { id: "access", label: "Access" },
  ],
  roles: [
    { id: "adopter", label: "Adopter" },
    { id: "developer", label: "Developer" },
  ],
};
const found = (choice: Partial<Choice>): string[] =>
  filter(told, { show: "all", find: "", out: false, ...choice }).map(({ id }) => id);

test("facets narrow a list, and several narrow it further", () => {
  expect(found({ by: { provision: "3(b)" } })).toEqual(["b", "c"]);
  expect(found({ by: { provision: "3(b)", theme: "access" } })).toEqual(["b"]);
  expect(found({ by: { role: "adopter", kind: "decision" } })).toEqual(["c"]);
  expect(found({ by: { owner: "CISO" } })).toEqual(["a"]);
  expect(found({ by: { owner: "nobody" } }), "an unknown value lists nothing").toEqual([]);
});

test("a facet offers its values in their own order, with what each would list", () => {
  const choice: Choice = { show: "all", find: "", out: false, by: { theme: "access" } };
  expect(facetValues(told, choice, "theme"), "its own choice does not narrow it").toEqual([
    { value: "records", label: "Records", count: 2 },
    { value: "access", label: "Access", count: 2 },
  ]);
  expect(facetValues(told, choice, "role"), "the others do").toEqual([
    { value: "adopter", label: "Adopter", count: 1 },
    { value: "developer", label: "Developer", count: 2 },
  ]);
  const nowhere: Choice = { ...choice, by: { owner: "gone" } };
  expect(
    facetValues(told, nowhere, "owner").find(({ value }) => value === "gone"),
    "what is chosen is offered even where it lists nothing, so that it can be seen and left",
  ).toEqual({ value: "gone", label: "Gone", count: 0 });
});

/** A seeded generator of numbers below `n`: xorshift, so that a failure can be repeated. */
function dice(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % n;
  };
}

test("any filter lists just the items that a plain reading of it would, and counts them", () => {
  const named = SHOWS.filter((show) => show !== "all");
  for (let seed = 1; seed <= 200; seed += 1) {
    const roll = dice(seed * 2654435761);
    const made = Array.from({ length: 30 }, (_, at) => ({
      ...(roll(4) === 0 ? decision(`i${at}`, `${roll(3)}`) : practice(`i${at}`, `${roll(3)}`)),
      themes: [`t${roll(3)}`],
      roles: [`r${roll(2)}`],
      severity: ["low", "medium", "high"][roll(3)] ?? "low",
    }));
    const asked = made.filter(() => roll(5) > 0);
    const out: Standing = { is: "out", cause: "role", because: "" };
    const standings = Object.fromEntries(
      made.filter((item) => !asked.includes(item)).map(({ id }) => [id, out]),
    );
    const lists = Object.fromEntries(
      asked.map(({ id }) => [id, named.filter(() => roll(4) === 0)]),
    );
    const hits = made.filter(() => roll(2) === 0).map(({ id }) => [id, ["question" as const]]);
    const run: Listing = {
      ...listing(made, {}, standings, lists),
      found: { find: "x", items: Object.fromEntries(hits), provisions: [] },
    };
    const find = roll(2) === 0 ? "" : "x";
    const by = roll(2) === 0 ? { theme: `t${roll(3)}` } : { role: `r${roll(2)}`, provision: `${roll(3)}` };
    const fitting = made.filter(
      (item) =>
        ("theme" in by
          ? item.themes.includes(by.theme ?? "")
          : item.roles.includes(by.role ?? "") && item.provision === by.provision) &&
        (find === "" || hits.some(([id]) => id === item.id)),
    );
    const all = counts(run, { find, by, out: false });
    for (const show of SHOWS) {
      const choice: Choice = { show, find, by, out: false };
      const listed = filter(run, choice).map(({ id }) => id);
      const expected = fitting
        .filter((item) => (show === "all" ? asked.includes(item) : lists[item.id]?.includes(show)))
        .map(({ id }) => id);
      const which = `${show}, ${JSON.stringify(by)}, “${find}”, seed ${seed}`;
      expect(listed, which).toEqual(expected);
      expect(all[show], `the count beside ${which}`).toBe(expected.length);
      for (const { value, count } of facetValues(run, choice, "severity")) {
        const narrowed = filter(run, { ...choice, by: { ...by, severity: value } });
        expect(count, `severity ${value} under ${which}`).toBe(narrowed.length);
      }
    }
  }
});

test("sorting keeps the pack's order among equals and puts what is empty last", () => {
  const owner: Record<string, string> = { a: "B", b: "", c: "A", d: "B", e: "" };
  const by = (isDown: boolean): string =>
    sorted(items, { column: "owner", isDown }, ({ id }) => owner[id] ?? "")
      .map(({ id }) => id)
      .join("");
  expect(by(false)).toBe("cadbe");
  expect(by(true), "empty last in either direction").toBe("adcbe");
  expect(sorted(items, null, () => ""), "without a sort, the pack's order").toEqual(items);
});
