import { expect, test } from "vitest";

import type { Movement, ScopeMoveView } from "../ipc/types";
import { moved } from "./moves";

const move = (to: Movement, title = "Terms"): ScopeMoveView => ({
  item: title,
  title,
  to,
  because: "",
  answered: false,
});

test("what moved is one sentence with counts", () => {
  const into = Array.from({ length: 7 }, () => move("intoScope"));
  expect(moved(into)).toBe("7 items came into scope.");
  expect(moved([...into, move("waiting")])).toBe(
    "7 items came into scope; 1 item now waits on a decision.",
  );
  expect(moved(into.slice(6), "would"), "before it is applied").toBe(
    "1 item would come into scope.",
  );
  expect(moved([]), "nothing is said of nothing").toBe("");
});
