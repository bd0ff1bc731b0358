import { expect, test } from "vitest";

import { readForm } from "./drafted.svelte";

const blank = { name: "", items: [] as string[], follows: null as string | null };

test("a form comes back as it was kept", () => {
  const kept = { name: "Kim Lee", items: ["a", "b"], follows: "0f" };
  expect(readForm(blank, JSON.stringify(kept))).toEqual(kept);
});

test("what was kept by another version, or is damaged, fills what it can", () => {
  expect(readForm(blank, null), "nothing was kept").toEqual(blank);
  expect(readForm(blank, "{"), "no JSON").toEqual(blank);
  expect(readForm(blank, "7"), "no form").toEqual(blank);
  expect(
    readForm(blank, JSON.stringify({ name: 7, items: ["a", 7], more: "x" })),
    "a field of another kind stays empty, and one that is not known is dropped",
  ).toEqual(blank);
  expect(readForm(blank, JSON.stringify({ name: "Kim" })), "a field that is missing is empty").toEqual({
    ...blank,
    name: "Kim",
  });
});
