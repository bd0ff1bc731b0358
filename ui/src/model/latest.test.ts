import { expect, test } from "vitest";

import { latest } from "./latest";

test("an answer that is overtaken is not heeded", async () => {
  const answers: ((text: string) => void)[] = [];
  const taken: string[] = [];
  const ask = latest(
    () => new Promise<string>((answer) => answers.push(answer)),
    (text) => taken.push(text),
    () => undefined,
  );
  const first = ask("a");
  const second = ask("b");
  answers[1]?.("to b");
  answers[0]?.("to a");
  await Promise.all([first, second]);
  expect(taken, "the first question has become needless").toEqual(["to b"]);
});

test("a refusal is told, unless it is overtaken", async () => {
  const told: unknown[] = [];
  const ask = latest<number, void>(
    (number) => (number === 1 ? Promise.reject(new Error("no")) : Promise.resolve()),
    () => undefined,
    (reason) => told.push(reason),
  );
  await Promise.all([ask(1), ask(2)]);
  expect(told, "the second question stands").toEqual([]);
  await ask(1);
  expect(told).toEqual([new Error("no")]);
});
