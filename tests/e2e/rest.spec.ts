// A screen that nobody touches comes to rest: it asks the program nothing, again and again, that it has
// been told already. What asks for ever keeps a laptop warm and everything else waiting.

import { expect, test } from "./office";
import { addresses, screens } from "./screens";

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

test("every screen comes to rest", async ({ office, page }) => {
  test.setTimeout(600_000);
  const address = await addresses(office);
  for (const screen of screens) {
    const name = screen || "the list";
    await page.goto(address(screen));
    await page.reload();
    await expect(page.getByRole("heading", { level: 1 }), `${name} is there`).toHaveCount(1);
    // Only so many calls are kept count of, and one that asks for ever would fill them.
    await page.evaluate(() => performance.setResourceTimingBufferSize(100_000));
    await expect
      .poll(() => page.evaluate(callsWhile, 30), {
        message: `${name} asks for nothing any more`,
        // A page that is laid out is asked after until it is.
        timeout: 60_000,
      })
      .toBe(0);
  }
});
