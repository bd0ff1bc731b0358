// Every screen, in light and dark, wide and narrow: no rule of axe is broken, nothing scrolls
// sideways, and each has one heading of the first level.

import { expect, expectAccessibleInBoth, test } from "./office";
import { addresses, screens } from "./screens";

for (const [width, height] of [[1440, 900], [900, 600]] as const) {
  for (const screen of screens) {
    const name = screen || "the list";
    test(`${name} at ${width} by ${height}, in light and dark`, async ({ office, page }) => {
      test.setTimeout(120_000);
      const address = await addresses(office);
      await page.setViewportSize({ width, height });
      await page.goto(address(screen));
      await expect(page.getByRole("heading", { level: 1 }), "it has one title").toHaveCount(1);
      // What is looked over is the screen, and not what stands there while it is read.
      await page.waitForLoadState("networkidle");
      await expectAccessibleInBoth(page, `${name} at ${width}`);
      const wider = await page.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
      );
      expect(wider, "it does not scroll sideways").toBe(false);
    });
  }
}

test("screens at 200 % zoom", async ({ office, browser }) => {
  test.setTimeout(180_000);
  const address = await addresses(office);
  // Zoomed to 200 %, a window of 1280 by 860 shows a page of half that size.
  const context = await browser.newContext({
    viewport: { width: 640, height: 430 },
    deviceScaleFactor: 2,
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  for (const screen of screens) {
    await page.goto(address(screen));
    await page.reload();
    await expect(page.getByRole("heading", { level: 1 }), `${screen} has its title`).toHaveCount(1);
    await page.waitForLoadState("networkidle");
    const wider = await page.evaluate(
      () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
    );
    expect(wider, `${screen} does not scroll sideways`).toBe(false);
  }
  await context.close();
});
