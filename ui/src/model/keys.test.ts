import { expect, test } from "vitest";

import { command, isTyping, rowsOn, saying, type Press } from "./keys";

const press = (key: string, more: Partial<Press> = {}): Press => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  repeat: false,
  typing: false,
  writing: false,
  ...more,
});

test("digits choose by place", () => {
  expect(command(press("1"), true)).toEqual({ do: "choose", at: 0 });
  expect(command(press("6"), true)).toEqual({ do: "choose", at: 5 });
  expect(command(press("0"), true), "there is no place nought").toBeNull();
});

test("two keys each go to the next and the previous question", () => {
  for (const key of ["j", "n"]) expect(command(press(key), true)).toEqual({ do: "next" });
  for (const key of ["k", "p"]) expect(command(press(key), true)).toEqual({ do: "previous" });
});

test("a key that writes text is never a command", () => {
  for (const key of ["1", "j", "/", "f", "?"]) {
    expect(command(press(key, { typing: true }), true), key).toBeNull();
  }
});

test("single keys can be switched off", () => {
  for (const key of ["1", "j", "/", "f", "?"]) expect(command(press(key), false), key).toBeNull();
});

test("keys of the system stay the system's", () => {
  expect(command(press("f", { ctrlKey: true }), true), "Ctrl+F finds").toBeNull();
  expect(command(press("1", { altKey: true }), true), "Alt+1 is not ours").toBeNull();
  expect(command(press("n", { metaKey: true }), true), "Cmd+N is not ours").toBeNull();
});

test("a key held down moves on, and gives no second verdict", () => {
  expect(command(press("j", { repeat: true }), true)).toEqual({ do: "next" });
  expect(command(press("2", { repeat: true }), true), "one press, one verdict").toBeNull();
  expect(command(press("f", { repeat: true }), true), "the flag does not flicker").toBeNull();
});

test("where text is written, keys are typing", () => {
  expect(isTyping({ tagName: "TEXTAREA" })).toBe(true);
  expect(isTyping({ tagName: "INPUT", type: "text" })).toBe(true);
  expect(isTyping({ tagName: "INPUT", type: "search" })).toBe(true);
  expect(isTyping({ tagName: "SELECT" }), "a letter picks from the list").toBe(true);
  expect(isTyping({ tagName: "DIV", isContentEditable: true })).toBe(true);
  expect(isTyping({ tagName: "INPUT", type: "radio" }), "a verdict takes digits").toBe(false);
  expect(isTyping({ tagName: "BUTTON" })).toBe(false);
});

const LETTERS = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at));

test("the list of keys names every single key there is", () => {
  const listed = rowsOn("questions").filter((row) => row.single).flatMap((row) => row.keys);
  const acting = LETTERS
    .filter((key) => command(press(key), true) !== null)
    .filter((key) => !/[7-9]/.test(key));
  expect([...listed].sort(), "nothing acts that is not listed, and the other way round").toEqual(
    acting.sort(),
  );
});

test("where answers are looked at again, the list names the keys of that, and no verdict", () => {
  const listed = rowsOn("moved").filter((row) => row.single).flatMap((row) => row.keys);
  const acting = LETTERS.filter(
    (key) => saying(press(key), true) !== null || command(press(key), true)?.do === "help",
  );
  expect([...listed].sort(), "nothing acts that is not listed, and the other way round").toEqual(
    acting.sort(),
  );
  expect(saying(press("a"), false), "they can be switched off").toBeNull();
  expect(saying(press("a", { repeat: true }), true), "and holding one down says nothing twice").toBeNull();
  expect(saying(press("a", { typing: true }), true), "nor does writing").toBeNull();
});

test("undo and redo work with single keys switched off, and never where a text is written", () => {
  for (const singleKeys of [true, false]) {
    expect(command(press("z", { ctrlKey: true }), singleKeys)).toEqual({ do: "undo" });
    expect(command(press("z", { metaKey: true }), singleKeys)).toEqual({ do: "undo" });
    expect(command(press("Z", { ctrlKey: true, shiftKey: true }), singleKeys)).toEqual({ do: "redo" });
    expect(command(press("y", { ctrlKey: true }), singleKeys)).toEqual({ do: "redo" });
  }
  const inField = press("z", { ctrlKey: true, typing: true, writing: true });
  expect(command(inField, true), "the field has its own").toBeNull();
  const inList = press("z", { ctrlKey: true, typing: true });
  expect(command(inList, true), "a list of choices has none").toEqual({ do: "undo" });
  expect(command(press("z"), true), "a bare letter is not it").toBeNull();
  expect(command(press("z", { ctrlKey: true, altKey: true }), true), "nor with Alt").toBeNull();
});
