import { expect, test } from "vitest";

import { bytes, capital, count, said, sentence } from "./words";

test("a sentence ends like one, once", () => {
  expect(sentence("The disk is full")).toBe("The disk is full.");
  expect(sentence("The disk is full. ")).toBe("The disk is full.");
  expect(sentence("It said “no.”"), "the end may stand in quotation marks").toBe("It said “no.”");
  expect(sentence("no item “x”")).toBe("no item “x”.");
  expect(sentence(""), "nothing stays nothing").toBe("");
});

test("a noun agrees with its number", () => {
  expect(count(1, "item")).toBe("1 item");
  expect(count(0, "item")).toBe("0 items");
  expect(count(2, "entry", "entries")).toBe("2 entries");
});

test("a capital letter is put in front", () => {
  expect(capital("high")).toBe("High");
  expect(capital("")).toBe("");
});

test("whatever was thrown becomes a sentence", () => {
  expect(said(new Error("no date"))).toBe("no date.");
  expect(said("no date")).toBe("no date.");
});

test("a size is written as people read it", () => {
  expect(bytes(1)).toBe("1 byte");
  expect(bytes(812)).toBe("812 bytes");
  expect(bytes(1_240)).toBe("1.2 KB");
  expect(bytes(50_000_000)).toBe("50 MB");
});
