import { expect, test } from "vitest";

import { turns } from "./turns";

test("work begins once the work before it has ended, and a refusal holds up nothing", async () => {
  const inTurn = turns();
  const seen: string[] = [];
  const ends: (() => void)[] = [];
  const work = (name: string) => () => {
    seen.push(`${name} begins`);
    return new Promise<string>((end) => ends.push(() => end(name)));
  };
  const first = inTurn(work("first"));
  const refused = inTurn(() => Promise.reject(new Error("refused")));
  const last = inTurn(work("last"));
  await expect.poll(() => seen, { message: "what came first goes first" }).toEqual(["first begins"]);
  ends[0]?.();
  expect(await first, "its result is its own").toBe("first");
  await expect(refused, "a refusal is told to whoever asked for it").rejects.toThrow("refused");
  await expect.poll(() => seen, { message: "and to nobody else" }).toEqual(["first begins", "last begins"]);
  ends[1]?.();
  expect(await last).toBe("last");
});
