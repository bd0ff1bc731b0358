import { expect, test } from "vitest";

import { ALL, arrow, shownOf, together, toggled, values, type Stock } from "./picking";
import { listing, practice, provision } from "./testing";

const items = [
  { ...practice("logs", "3(b)"), owner: "Security", themes: ["agents"], title: "Logs of agent actions" },
  { ...practice("keys", "3(b)"), owner: "Security", themes: ["models"], title: "Keys of the model store" },
  { ...practice("terms", "4"), owner: "Procurement", themes: ["agents", "models"], title: "Terms with suppliers" },
  { ...practice("gone", "4"), owner: "Security", title: "Not asked" },
];
const read = listing(
  items,
  { terms: { owner: "Product" } },
  { gone: { is: "out", cause: "role", because: "" } },
  { logs: ["open"] },
);
const stock: Stock = {
  ...read,
  provisions: [provision("3(b)", 0), provision("4", 0)],
  themes: [{ id: "models", label: "Models" }, { id: "agents", label: "Agents" }],
};
const ids = (to: Partial<typeof ALL>): string[] => shownOf(stock, { ...ALL, ...to }).map(({ id }) => id);

test("what the company is not asked is not there to be picked", () => {
  expect(ids({})).toEqual(["logs", "keys", "terms"]);
});

test("words are looked for in any order, in the question, its title and its owner", () => {
  expect(ids({ find: "actions LOGS" }), "capitals and order do not matter").toEqual(["logs"]);
  expect(ids({ find: "product" }), "an owner that is recorded is found").toEqual(["terms"]);
  expect(ids({ find: "procurement" }), "and stands for the usual one").toEqual([]);
});

test("owner, theme, provision and what is open narrow together", () => {
  expect(ids({ owner: "Security", theme: "agents" })).toEqual(["logs"]);
  expect(ids({ provision: "4" })).toEqual(["terms"]);
  expect(ids({ open: true })).toEqual(["logs"]);
});

test("each value counts what choosing it would show", () => {
  for (const { value, count } of values(stock, ALL, "owner")) {
    expect(ids({ owner: value }).length, value).toBe(count);
  }
  expect(
    values(stock, ALL, "theme").map(({ label }) => label),
    "themes stand in the pack's order",
  ).toEqual(["Models", "Agents"]);
  const narrowed = { ...ALL, theme: "agents", owner: "Security" };
  expect(
    values(stock, narrowed, "owner").map(({ value, count }) => [value, count]),
    "the other filters hold, its own does not",
  ).toEqual([["Product", 1], ["Security", 1]]);
});

test("what was chosen stays chosen while the list is narrowed", () => {
  const shown = shownOf(stock, { ...ALL, provision: "3(b)" });
  const chosen = together(["terms"], shown);
  expect(chosen).toEqual(["terms", "logs", "keys"]);
  expect(together(chosen, shown), "all of them once more takes them out, and only them").toEqual(["terms"]);
  expect(toggled(chosen, "logs", false)).toEqual(["terms", "keys"]);
  expect(toggled(chosen, "logs", true).length, "nothing is chosen twice").toBe(3);
});

test("arrow keys stay within the list", () => {
  expect(arrow("ArrowUp", 0, 3)).toBe(0);
  expect(arrow("ArrowDown", 2, 3)).toBe(2);
  expect(arrow("End", 0, 3)).toBe(2);
  expect(arrow("a", 0, 3), "other keys are no business of the list").toBeNull();
});
