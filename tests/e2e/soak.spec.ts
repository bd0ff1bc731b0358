// Random actions in the window: what the screen shows afterwards is what the core says.

import { type RunView, expect, test } from "./office";

/** Numbers that only look random, so that a failure comes again. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

interface Overview {
  progress: Record<string, number>;
  all: { text: string };
  themes: { label: string; text: string }[];
  actions: Record<string, number>;
  heat: { rows: { cells: ({ bar: { text: string; items: unknown[] } } | null)[] }[] };
}

const full = process.env.PROVISO_SCALE === "full";

test("after any actions the screens show what the core says", async ({ office, page }) => {
  // Ten thousand actions in full, with the screens read after each fifty.
  const [stretches, length] = full ? [200, 50] : [4, 25];
  test.setTimeout(full ? 7_200_000 : 300_000);
  const run = await office.sample();
  const roll = dice(14409);
  const first = await office.call<RunView>("open_run", { run });
  const items = first.items.filter(({ kind }) => kind.is !== "fact");
  await page.goto(`${office.address}/#/run/${run}/questions/${items[0]?.id}`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  for (let stretch = 0; stretch < stretches; stretch += 1) {
    const at = items[roll(items.length)];
    await page.goto(`${office.address}/#/run/${run}/questions/${at?.id}`);
    await expect(page.locator("article").getByRole("heading", { level: 1 })).toContainText(at?.title ?? "");
    for (let step = 0; step < length; step += 1) {
      const does = roll(10);
      if (does < 5) await page.keyboard.press(String(1 + roll(6)));
      else if (does < 7) await page.keyboard.press("j");
      else if (does < 8) await page.keyboard.press("k");
      else if (does < 9) await page.keyboard.press("f");
      await page.keyboard.press("Escape");
    }
    // Everything typed is recorded before another screen reads it.
    await page.goto(`${office.address}/#/run/${run}/overview`);
    await page.reload();
    const view = await office.call<Overview>("overview", { run });
    const { progress } = view;
    const figure = (name: string) =>
      page.locator(".activity div").filter({ hasText: name }).locator("dd");
    await expect(figure("Answered")).toHaveText(`${progress["answered"]} of ${progress["inScope"]}`);
    await expect(figure("Decided")).toHaveText(`${progress["decided"]} of ${progress["decisions"]}`);
    await expect(figure("Not yet established")).toHaveText(`${progress["open"]}`);
    await expect(figure("Waits on a decision")).toHaveText(`${progress["waiting"]}`);
    await expect(figure("Flagged")).toHaveText(`${progress["flagged"]}`);
    await expect(page.locator("td.share"), "each bar says its share").toHaveText(
      [...view.themes.map(({ text }) => text), view.all.text],
    );
    const cells = view.heat.rows.flatMap(({ cells }) => cells).filter((cell) => cell !== null);
    await expect(page.locator(".heat button > span[aria-hidden]"), "each cell counts its items").toHaveText(
      cells.map(({ bar }) => `${bar.items.length}`),
    );
    await page.goto(`${office.address}/#/run/${run}/questions?as=table`);
    const state = (await office.call<{ state: { lists: Record<string, string[]> } }>("open_run", { run })).state;
    const count = (list: string): number =>
      Object.values(state.lists).filter((under) => under.includes(list)).length;
    for (const [list, label] of [
      ["unanswered", "Unanswered"], ["open", "Open"], ["flagged", "Flagged"], ["waiting", "Waiting"],
      ["partly", "Partly"], ["notInPlace", "Not in place"], ["noEvidence", "No document or test"],
    ] as const) {
      await expect(
        page.getByRole("button", { name: new RegExp(`^${label} ${count(list)}$`) }),
        `the filter “${label}” counts what the core lists`,
      ).toBeVisible();
    }
    await page.goto(`${office.address}/#/run/${run}/actions`);
    const { rows } = await office.call<{ rows: unknown[] }>("actions", { run });
    await expect(page.locator("main table tbody"), "one row for each gap").toHaveCount(rows.length);
  }
});
