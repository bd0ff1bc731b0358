// A screen that nobody touches comes to rest: it asks the program nothing, again and again, that it has
// been told already. What asks for ever keeps a laptop warm and everything else waiting.

import { expect, test } from "./office";
import { addresses, screens } from "./screens";

/** Returns how many calls a page makes of the program while it paints so many frames. */
const callsWhile = (frames: number): Promise<number> =>
  new Promise((done) => {
    const asked = (): number =>
      performance.getEntriesByType("resource").filter(({ name }) => name.includes("/invoke/")).length;
    const before = asked();
    const next = (left: number): void => {
      if (left === 0) done(asked() - before);
      else requestAnimationFrame(() => next(left - 1));
    };
    next(frames);
  });

test("every screen comes to rest", async ({ office, page }) => {
  test.setTimeout(120_000);
  const address = await addresses(office);
  for (const screen of screens) {
    const name = screen || "the list";
    await page.goto(address(screen));
    await page.reload();
    await expect(page.getByRole("heading", { level: 1 }), `${name} is there`).toHaveCount(1);
    // Only so many calls are kept count of, and one that asks for ever would fill them.
    await page.evaluate(() => performance.setResourceTimingBufferSize(100_000));
    await expect
      .poll(() => page.evaluate(callsWhile, 30), { message: `${name} asks for nothing any more` })
      .toBe(0);
  }
});
