import { expect, test } from "vitest";

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
  author: "Deputy GC",
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

test("lists by what an answer rests on, and by who owns it", () => {
  expect(found({ show: "assumed" })).toEqual(["a"]);
  expect(found({ show: "unsupported" }), "in place without a document or a test").toEqual(["a", "b"]);
  expect(found({ show: "mine" }), "the owner is the one who answers").toEqual(["b"]);
  const late = { ...told, state: { ...told.state, overdue: ["b"] } };
  expect(filter(late, { show: "overdue", find: "", out: false }).map(({ id }) => id)).toEqual(["b"]);
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

test("any filter lists just the items that a plain reading of it would", () => {
  const verdicts = ["inPlace", "partly", "notInPlace", "notSure", "notApplicable"] as const;
  const bases = ["document", "interview", "tested", "assumed"] as const;
  for (let seed = 1; seed <= 200; seed += 1) {
    const roll = dice(seed * 2654435761);
    const made = Array.from({ length: 30 }, (_, at) => ({
      ...(roll(4) === 0 ? decision(`i${at}`, `${roll(3)}`) : practice(`i${at}`, `${roll(3)}`)),
      themes: [`t${roll(3)}`],
      roles: [`r${roll(2)}`],
    }));
    const answers = Object.fromEntries(
      made
        .filter(() => roll(3) > 0)
        .map((item) => [
          item.id,
          item.kind.is === "decision"
            ? { choice: "yes" }
            : {
                verdict: verdicts[roll(5)] ?? "partly",
                basis: bases[roll(4)] ?? "document",
                flag: roll(2) === 0,
              },
        ]),
    );
    const run = listing(made, answers);
    const show = SHOWS[roll(SHOWS.length)] ?? "all";
    const by = roll(2) === 0 ? { theme: `t${roll(3)}` } : { role: `r${roll(2)}`, provision: `${roll(3)}` };
    const listed = new Set(filter(run, { show, find: "", by, out: false }).map(({ id }) => id));
    for (const item of made) {
      const answer = answers[item.id] as Record<string, unknown> | undefined;
      const verdict = answer?.["verdict"];
      const expected: Record<string, boolean> = {
        all: true,
        unanswered: answer === undefined,
        open: answer === undefined || verdict === "notSure",
        flagged: answer?.["flag"] === true,
        assumed: answer?.["basis"] === "assumed",
        unsupported:
          verdict === "inPlace" && (answer?.["basis"] === "interview" || answer?.["basis"] === "assumed"),
      };
      const inList = expected[show] ?? verdict === show;
      const inFacets =
        "theme" in by
          ? item.themes.includes(by.theme ?? "")
          : item.roles.includes(by.role ?? "") && item.provision === by.provision;
      expect(listed.has(item.id), `${item.id} under ${show} and ${JSON.stringify(by)}, seed ${seed}`).toBe(
        inList && inFacets,
      );
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
