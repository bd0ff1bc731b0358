import { expect, test } from "vitest";

import type { ScopeMoveView } from "../ipc/types";
import { moved } from "./moves";

const move = (movement: string, title = "Terms"): ScopeMoveView => ({
  item: title,
  title,
  movement,
  because: "",
  answered: false,
});

test("what moved is one sentence with counts", () => {
  const into = Array.from({ length: 7 }, () => move("comes into scope"));
  expect(moved(into)).toBe("7 items came into scope.");
  expect(moved([...into, move("waits on a decision")])).toBe(
    "7 items came into scope; 1 item now waits on a decision.",
  );
  expect(moved(into.slice(6), "would"), "before it is applied").toBe(
    "1 item would come into scope.",
  );
  expect(moved([]), "nothing is said of nothing").toBe("");
});

test("a movement that is not known here is told as it was sent", () => {
  expect(moved([move("is retired")])).toBe("“Terms” is retired.");
});
