import { expect, test } from "vitest";

import { address, parse, place, runOf, type Route } from "./route";

const routes: Exclude<Route, { screen: "unknown" }>[] = [
  { screen: "assessments" },
  { screen: "assessments", find: "supplier “v3” & more" },
  { screen: "new" },
  { screen: "settings" },
  { screen: "packs" },
  { screen: "about" },
  { screen: "questions", run: "r1", item: null, show: "all", find: "" },
  { screen: "questions", run: "r1", item: "3b2-terms", show: "open", find: "30 days & more" },
  {
    screen: "questions",
    run: "r1",
    item: "a",
    show: "assumed",
    find: "",
    by: { provision: "3(b)(ii)", owner: "Deputy GC, Product & AI" },
    table: true,
    sort: { column: "due", isDown: true },
    field: "reason",
  },
  { screen: "overview", run: "r1", theme: null },
  { screen: "overview", run: "r1", theme: "agents" },
  { screen: "overview", run: "r1", theme: null, cell: "3(b) agents" },
  { screen: "actions", run: "r1", item: "3b2-terms" },
  { screen: "actions", run: "r1", item: null, by: "month" },
  { screen: "record", run: "r1", part: "requests", at: null },
  { screen: "record", run: "r1", part: "requests", at: "0f" },
  { screen: "record", run: "r1", part: "new", at: null, item: "3b2-terms" },
  { screen: "record", run: "r1", part: "log", at: null },
  { screen: "answer", request: null },
  { screen: "answer", request: "0f" },
  { screen: "order", run: "r1", pin: "3(b)(ii)" },
  { screen: "order", run: "a/b?c#d", pin: "100 %" },
  { screen: "profile", run: "r1" },
  { screen: "moved", run: "r1", item: null },
  { screen: "moved", run: "r1", item: "clearinghouse" },
  { screen: "follow", run: "r1", pack: null },
  { screen: "follow", run: "r1", pack: "abc" },
  { screen: "attic", run: "r1" },
  { screen: "report", run: "r1" },
  { screen: "compare", run: "r2", before: null },
  { screen: "compare", run: "r2", before: "r1", kind: "wordingChanged" },
  { screen: "portfolio", find: "" },
  { screen: "portfolio", find: "Acme & Sons", sort: { by: "overdue", isDown: true } },
  { screen: "units", assessment: "a1", differing: false },
  { screen: "units", assessment: "a1", differing: true },
  { screen: "sign", run: "r1" },
];

test.each(routes)("an address is read back as it was written: $screen", (route) => {
  expect(parse(address(route)), "the same screen comes back").toEqual(route);
});

test("a run without a screen opens at its questions", () => {
  expect(parse("#/run/r1")).toEqual({
    screen: "questions",
    run: "r1",
    item: null,
    show: "all",
    find: "",
  });
});

test("an empty address is the list of assessments", () => {
  expect(parse(""), "as on the first start").toEqual({ screen: "assessments" });
  expect(parse("#"), "a bare hash is empty too").toEqual({ screen: "assessments" });
});

test.each(["#/nowhere", "#/run", "#/run/r1/nowhere", "#/new/2", "#/run/r1/report/x", "#/%E0%A4%A"])(
  "an address that names no screen says so: %s",
  (hash) => {
    expect(parse(hash), "nothing is guessed").toEqual({ screen: "unknown", address: hash });
  },
);

test("a filter that is not known shows everything", () => {
  const route = parse("#/run/r1/questions?show=everything");
  expect(route).toMatchObject({ show: "all" });
});

test("only the screens of a run belong to a run", () => {
  expect(runOf(parse("#/run/r1/report"))).toBe("r1");
  expect(runOf(parse("#/settings")), "settings belong to none").toBeNull();
});

test("another question is another place, another filter is not", () => {
  const here = place(parse("#/run/r1/questions/a"));
  expect(place(parse("#/run/r1/questions/a?show=open&find=x"))).toBe(here);
  expect(place(parse("#/run/r1/questions/b"))).not.toBe(here);
  expect(place(parse("#/run/r1/overview/agents"))).toBe(place(parse("#/run/r1/overview")));
  expect(place(parse("#/run/r2/overview"))).not.toBe(place(parse("#/run/r1/overview")));
});
