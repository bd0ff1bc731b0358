// A whole assessment in one file, sealed, and brought in again.

import fs from "node:fs";
import path from "node:path";

import { type RunView, expect, expectAccessibleInBoth, test } from "./office";

interface Row {
  id: string;
  name: string;
  runs: { id: string }[];
}

test("a whole assessment is sealed in one file, and opened in another folder", async ({ office, page }) => {
  test.setTimeout(120_000);
  const file = path.join(office.folder, "northwind.proviso");
  await office.close();
  await office.open(file);
  const run = await office.sample();
  const before = await office.call<RunView>("open_run", { run });
  await page.goto(`${office.address}/#/run/${run}/report`);
  await page.getByText("Everything in one file").click();
  const write = page.getByRole("button", { name: "Write the file" });
  await page.getByLabel("Passphrase", { exact: true }).fill("too short");
  await page.getByRole("textbox", { name: "Again" }).fill("too short");
  await expect(write, "a short passphrase seals nothing").toBeDisabled();
  await page.getByLabel("Passphrase", { exact: true }).fill("four plain words here");
  await expect(write, "nor one that was typed once").toBeDisabled();
  await page.getByRole("textbox", { name: "Again" }).fill("four plain words here");
  await expectAccessibleInBoth(page, "sealing a file");
  await write.click();
  await expect(page.getByText("northwind.proviso is whole on disk, and sealed.")).toBeVisible({ timeout: 60_000 });
  await page.getByRole("checkbox", { name: "Seal it with a passphrase" }).uncheck();
  await expect(page.getByText(/whoever has it can read everything/), "unsealed, it warns").toBeVisible();

  const rows = await office.call<Row[]>("assessments");
  const { id, name } = rows.find(({ runs }) => runs.some((one) => one.id === run))!;
  await page.goto(`${office.address}/#/`);
  const choose = page.getByRole("button", { name: "Bring in a file" });
  await choose.click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText("northwind.proviso is sealed"), "the seal is seen first").toBeVisible();
  await dialog.getByLabel("Passphrase").fill("four other words here");
  await dialog.getByRole("button", { name: "Open", exact: true }).click();
  await expect(dialog.locator(".refusal"), "another passphrase opens nothing").toBeVisible({ timeout: 60_000 });
  await expectAccessibleInBoth(page, "a sealed file");
  await dialog.getByLabel("Passphrase").fill("four plain words here");
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("heading", { name }), "what it holds is shown before it is kept").toBeVisible({ timeout: 60_000 });
  await expectAccessibleInBoth(page, "what a file holds");
  await dialog.getByRole("button", { name: "Close" }).click();

  // Another computer: an empty folder.
  const sealed = fs.readFileSync(file);
  await office.close();
  for (const left of fs.readdirSync(office.folder)) {
    fs.rmSync(path.join(office.folder, left), { recursive: true });
  }
  fs.writeFileSync(file, sealed);
  await office.open(file);
  await page.goto(`${office.address}/#/`);
  await page.reload();
  await choose.click();
  await dialog.getByLabel("Passphrase").fill("four plain words here");
  await page.keyboard.press("Enter");
  await dialog.getByRole("button", { name: "Bring it in" }).click({ timeout: 60_000 });
  await expect(page.getByText(`${name} was brought in.`, { exact: false }).first(), "it says so").toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole("heading", { name, exact: true }), "and lists it").toBeVisible();
  const after = await office.call<Row[]>("assessments");
  expect(after.map((row) => row.id), "the same assessment").toEqual([id]);
  const kept = await office.call<RunView>("open_run", { run });
  expect(kept.answers, "with every answer").toEqual(before.answers);

  fs.writeFileSync(file, "hello");
  await choose.click();
  await expect(page.locator(".refusal"), "what is no such file is refused in words").toContainText("northwind.proviso");
});
