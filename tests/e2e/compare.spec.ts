// Many runs: two compared, the portfolio, and units side by side.

import { expect, expectAccessible, test } from "./office";

interface Row {
  id: string;
  runs: { id: string; number: number }[];
}

test("two runs are compared from the list, swapped, narrowed, and come back by address", async ({ office, page }) => {
  await office.sample();
  await page.goto(`${office.address}/#/`);
  await page.getByRole("link", { name: /Compare its runs/ }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Compare" })).toBeVisible();
  const table = page.getByRole("table", { name: /Practices in place by weight/ });
  await expect(table.getByRole("row"), "the head, two runs and three causes; the axis is for the eye").toHaveCount(6);
  const first = table.getByRole("row", { name: /^Run 1/ });
  const low = await first.getByRole("cell").nth(1).textContent();
  await expectAccessible(page, "a comparison");

  await page.locator("summary", { hasText: "The parts exactly" }).click();
  await expect(page.getByRole("cell", { name: /^-?\d+\/\d+$/ }).first(), "as fractions").toBeVisible();

  const moved = page.getByRole("table", { name: /^(Worse|Better|New|Retired|Wording changed)/ }).first();
  await expect(moved, "items stand by kind").toBeVisible();
  await page.getByRole("button", { name: /^Wording changed/ }).click();
  await expect(page, "the address keeps the kind").toHaveURL(/kind=wordingChanged/);
  await page.locator("summary", { hasText: /\d+ details?/ }).first().click();
  await expect(page.locator("ins, del").first(), "the words are marked").toBeVisible();
  await expectAccessible(page, "one kind of movement");

  await page.getByRole("button", { name: "Swap the two" }).click();
  await expect(page, "the address keeps both runs").toHaveURL(/#\/run\/[0-9a-f]+\/compare\/[0-9a-f]+$/);
  await expect(table.getByRole("row").nth(5).getByRole("cell").nth(1), "run 1 is the second now").toHaveText(low ?? "");
  const address = page.url();
  await page.goto(`${office.address}/#/portfolio`);
  await expect(page.getByRole("heading", { level: 1, name: "Portfolio" })).toBeVisible();
  await page.goBack();
  await expect(page, "back comes to the same comparison").toHaveURL(address);
  await expect(table.getByRole("row").nth(1), "in the same direction").toContainText("Run 2");
});

test("the portfolio lists the latest runs, finds, sorts and leads to them", async ({ office, page }) => {
  const run = await office.sample();
  await page.goto(`${office.address}/#/`);
  await page.getByRole("link", { name: "Portfolio", exact: true }).click();
  const rows = page.getByRole("table", { name: "Portfolio" }).locator("tbody tr");
  const all = await office.call<Row[]>("assessments");
  await expect(rows, "one for each assessment").toHaveCount(all.length);
  await expectAccessible(page, "the portfolio");
  await page.getByRole("button", { name: /^First/ }).click();
  await expect(page, "the address keeps the order").toHaveURL(/sort=-first/);
  await expect(page.locator("th[aria-sort=descending]"), "as the table says").toHaveText(/^First/);
  const counts = await rows.locator("td:nth-child(4)").allTextContents();
  expect(counts.map(Number), "most first").toEqual(counts.map(Number).sort((a, b) => b - a));
  await page.getByRole("searchbox").fill("northwind ai program");
  await expect(rows, "found by its words").toHaveCount(1);
  await rows.getByRole("link").first().click();
  await expect(page, "and opened at its latest run").toHaveURL(new RegExp(`#/run/${run}/questions`));
});

test("units of one organization stand side by side", async ({ office, page }) => {
  await office.call("save_settings", { settings: { author: "M. Okafor", theme: "system", singleKeys: true } });
  const packs = await office.call<{ hash: string }[]>("packs");
  const make = (unit: string): Promise<{ assessment: string; run: string }> =>
    office.call("new_assessment", {
      assessment: {
        details: { organization: "Example Robotics", unit, matter: "", askedBy: "", directedBy: "", purpose: "", readers: "" },
        pack: packs[0]?.hash,
        profile: { roles: ["adopter"], traits: {} },
      },
    });
  const cloud = await make("Cloud");
  await make("Lending");
  const value = { run: cloud.run, item: "governance-owner", field: "verdict", value: "inPlace" };
  await office.call("record_answer", value);
  await page.goto(`${office.address}/#/portfolio`);
  await page.getByRole("link", { name: "2 units of Example Robotics side by side" }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Example Robotics: units side by side" })).toBeVisible();
  await expect(page.getByRole("columnheader", { name: /Lending/ })).toBeVisible();
  await page.getByRole("checkbox", { name: "Only items on which they differ" }).check();
  const rows = page.getByRole("table").locator("tbody tr");
  await expect(rows, "they differ on the one that was answered").toHaveCount(1);
  await expect(rows.first()).toContainText("In place");
  await expect(page, "the address keeps it").toHaveURL(/only=differing/);
  await expectAccessible(page, "units side by side");
});

if (process.env.PROVISO_PICTURES !== undefined) {
  const folder = process.env.PROVISO_PICTURES;
  for (const colorScheme of ["light", "dark"] as const) {
    for (const [width, height] of [[1600, 1000], [900, 600]] as const) {
      test(`pictures in ${colorScheme} at ${width}`, async ({ office, page }) => {
        test.setTimeout(180_000);
        const run = await office.sample();
        const rows = await office.call<Row[]>("assessments");
        const id = rows.find((row) => row.runs.some((one) => one.id === run))?.id ?? "";
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height });
        for (const [name, at] of [
          ["compare", `run/${run}/compare`],
          ["portfolio", "portfolio"],
          ["units", `units/${id}`],
          ["list", ""],
        ] as const) {
          await page.goto(`${office.address}/#/${at}`);
          await page.reload();
          await page.locator("table").first().waitFor();
          await page.screenshot({ path: `${folder}/${name}-${colorScheme}-${width}.png` });
          if (name === "compare") {
            await page.locator("main").evaluate((main) => main.scrollTo(0, 560));
            await page.screenshot({ path: `${folder}/${name}-down-${colorScheme}-${width}.png` });
          }
        }
      });
    }
  }
}
