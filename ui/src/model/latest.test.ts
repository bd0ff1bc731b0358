import { expect, test } from "vitest";

import { latest } from "./latest";

test("an answer that is overtaken is not heeded, and what is overtaken before it is asked is not asked", async () => {
  const answers: ((text: string) => void)[] = [];
  const asked: string[] = [];
  const taken: string[] = [];
  const ask = latest(
    (question: string) => {
      asked.push(question);
      return new Promise<string>((answer) => answers.push(answer));
    },
    (text) => taken.push(text),
    () => undefined,
  );
  const all = [ask("r"), ask("re"), ask("reg")];
  expect(asked, "one question at a time").toEqual(["r"]);
  answers[0]?.("to r");
  await expect.poll(() => asked, { message: "then the newest" }).toEqual(["r", "reg"]);
  expect(taken, "the first question has become needless").toEqual([]);
  answers[1]?.("to reg");
  await Promise.all(all);
  expect(taken, "and the newest is answered").toEqual(["to reg"]);
  const again = ask("reg");
  answers[2]?.("to reg again");
  await again;
  expect(taken, "what is asked later is asked anew").toEqual(["to reg", "to reg again"]);
});

test("a question that is asked while an answer is taken is not lost", async () => {
  const taken: number[] = [];
  const ask = latest<number, number>(
    (number) => Promise.resolve(number),
    (number) => {
      taken.push(number);
      if (number < 3) void ask(number + 1);
    },
    () => undefined,
  );
  await ask(1);
  expect(taken).toEqual([1, 2, 3]);
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
