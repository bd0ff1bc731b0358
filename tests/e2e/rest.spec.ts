// A screen that nobody touches comes to rest: it asks the program nothing, again and again, that it has
// been told already. What asks for ever keeps a laptop warm and everything else waiting. And what comes
// late moves nothing that is there: a hand on its way to a button finds it.

import { expect, test } from "./office";
import { addresses, screens } from "./screens";

/** What a browser tells of something that changed its place. */
interface Shift extends PerformanceEntry {
  readonly value: number;
  readonly hadRecentInput: boolean;
  readonly sources: readonly { readonly node: Node | null }[];
}

/**
 * Returns how many calls a page makes of the program while it paints so many frames, but for the one in five
 * seconds that says whether somebody is there.
 */
const callsWhile = (frames: number): Promise<number> =>
  new Promise((done) => {
    const asked = (what: RegExp): number =>
      performance.getEntriesByType("resource").filter(({ name }) => what.test(name)).length;
    const [any, rest] = [/\/invoke\//, /\/invoke\/rest$/];
    const began = performance.now();
    const [before, rested] = [asked(any), asked(rest)];
    const next = (left: number): void => {
      if (left > 0) {
        requestAnimationFrame(() => next(left - 1));
        return;
      }
      const due = Math.ceil((performance.now() - began) / 5_000);
      done(asked(any) - before - Math.min(asked(rest) - rested, due));
    };
    next(frames);
  });

/** Returns what moved on the page since it was opened, untouched: how much of the window, and what. */
const moved = (): Promise<string[]> =>
  new Promise((done) => {
    const said: string[] = [];
    const watch = new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as Shift[]) {
        if (entry.hadRecentInput || entry.value < 0.0005) continue;
        const what = entry.sources.map(({ node }) => node?.textContent?.trim().slice(0, 60));
        said.push(`${entry.value.toFixed(4)}: ${what.join(" | ")}`);
      }
    });
    watch.observe({ type: "layout-shift", buffered: true });
    // What is kept is told before the next frame but one.
    requestAnimationFrame(() => requestAnimationFrame(() => done(said)));
  });

for (const [width, height] of [
  [1280, 860],
  [900, 600],
] as const) {
  test(`every screen comes to rest at ${width}, and moves nothing on its way`, async ({ office, page }) => {
    test.setTimeout(600_000);
    await page.setViewportSize({ width, height });
    const address = await addresses(office);
    let [asked, late] = [0, 0];
    // Each answer comes at another time, as from a slow disk: what comes late moves what is there, if
    // anything does.
    await page.route("**/invoke/**", async (route) => {
      late += 1;
      asked += 1;
      await new Promise((go) => setTimeout(go, (asked * 130) % 400));
      await route.continue();
      late -= 1;
    });
    for (const screen of screens) {
      const name = screen || "the list";
      await page.goto(address(screen));
      await page.reload();
      await expect(page.getByRole("heading", { level: 1 }), `${name} is there`).toHaveCount(1);
      // Only so many calls are kept count of, and one that asks for ever would fill them.
      await page.evaluate(() => performance.setResourceTimingBufferSize(100_000));
      await expect
        .poll(async () => (await page.evaluate(callsWhile, 30)) + late, {
          message: `${name} asks for nothing any more`,
          // A page that is laid out is asked after until it is.
          timeout: 60_000,
        })
        .toBe(0);
      expect(await page.evaluate(moved), `${name} keeps its place`).toEqual([]);
    }
  });
}
