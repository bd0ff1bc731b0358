// The report: counsel's own list of words, and a copy with its number.

import { expect, expectAccessible, test } from "./office";

test("a word that counsel lists is found before an export, and the list starts over", async ({ office, page }) => {
  const run = await office.sample();
  await page.goto(`${office.address}/#/settings`);
  const words = page.getByLabel("One word or name a line");
  await expect(words, "the list that came with the program").toHaveValue(/violation/);
  const listed = await words.inputValue();
  await words.fill(`${listed}\nregister`);
  await words.blur();
  await expect(page.getByText("Settings are saved."), "leaving the field keeps it").toBeAttached();
  await expectAccessible(page, "the settings");

  await page.goto(`${office.address}/#/run/${run}/report`);
  await expect(page.getByText("says “register”").first(), "pre-flight finds it").toBeVisible();

  await page.goto(`${office.address}/#/settings`);
  await page.getByRole("button", { name: "Start over from the list that came with the program" }).click();
  await expect(words, "as it was").toHaveValue(listed);
});

test("a copy is numbered in two fields, and half a number is refused in a sentence", async ({ office, page }) => {
  const run = await office.sample();
  await page.goto(`${office.address}/#/run/${run}/report`);
  await page.getByLabel("Copy number").fill("3");
  await expect(page.getByText(/is no copy number/).first(), "of how many is missing").toBeVisible();
  await page.getByLabel("Of how many").fill("5");
  await expect(page.getByText(/is no copy number/), "a whole number is taken").toHaveCount(0, { timeout: 60_000 });
  await page.getByRole("button", { name: "Export…" }).click();
  await expect(page.getByText("The file was written, read back and checked.")).toBeVisible({ timeout: 60_000 });
  // Its number stands in the page laid out beside it, too: what is on record stands in the list.
  await page.getByText("Copies written so far").click();
  await expect(page.getByRole("listitem").filter({ hasText: "Copy 3 of 5" }), "and on record").toBeVisible();
});
