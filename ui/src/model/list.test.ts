import { expect, test } from "vitest";

import { list } from "./list";

test("a list has one entry a line, each once", () => {
  expect(list(" violation\n\nHale & Dorr \nViolation\n")).toEqual(["violation", "Hale & Dorr"]);
  expect(list(" \n"), "nothing typed is an empty list").toEqual([]);
});
