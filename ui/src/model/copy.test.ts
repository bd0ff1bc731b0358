import { expect, test } from "vitest";

import { CopyOptions } from "./copy.svelte";

test("no legend is chosen for counsel", () => {
  expect(new CopyOptions().options).toEqual({
    copy: "executive",
    format: "pdf",
    table: null,
    paper: "letter",
    legend: null,
    recipient: null,
    number: null,
    on: null,
  });
});

test("a legend is picked, written, or left out on purpose", () => {
  const copy = new CopyOptions();
  copy.own = " Draft for discussion ";
  copy.legend = "pick Privileged and confidential";
  expect(copy.options.legend).toBe("Privileged and confidential");
  copy.legend = "own";
  expect(copy.options.legend, "own words lose the space around them").toBe("Draft for discussion");
  copy.legend = "none";
  expect(copy.options.legend).toBeNull();
});

test("what is left blank is left out", () => {
  const copy = new CopyOptions();
  copy.recipient = "  ";
  copy.number = " 3 ";
  copy.of = "5";
  expect(copy.options).toMatchObject({ recipient: null, number: "3 of 5" });
  copy.of = "";
  expect(copy.options.number, "half a number is sent, to be refused").toBe("3 of");
});
