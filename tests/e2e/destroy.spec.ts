// Destroying on purpose, in the window: what is said before, the name that is typed, the certificate,
// and a hold that stops all of it. Each dialog breaks no rule of axe, in light and dark.

import fs from "node:fs";
import path from "node:path";

import type { Page } from "@playwright/test";

import { type RunView, expect, expectAccessible, test } from "./office";

async function accessibleInBoth(page: Page, what: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page, `${what} in ${colorScheme}`);
  }
}

interface Row {
  id: string;
  name: string;
  hold: { reason: string } | null;
}

/** The files of a folder in whose bytes a word stands. */
function holding(folder: string, word: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => fs.readFileSync(file).includes(word));
}

test("an assessment is held, released and destroyed, and its certificate stands until it is closed", async ({
  office,
  page,
}) => {
  await office.sample();
  const [row] = await office.call<Row[]>("assessments");
  const { name } = row!;
  await page.goto(`${office.address}/#/`);
  const entry = page
    .getByRole("listitem")
    .filter({ has: page.getByRole("heading", { name, exact: true }) });
  const dialog = page.getByRole("dialog");
  const choose = async (what: string): Promise<void> => {
    const menu = entry.getByRole("button", { name: what });
    if (!(await menu.isVisible())) await entry.locator("summary").click();
    await menu.click();
  };

  await choose("Hold…");
  await accessibleInBoth(page, "the question before a hold");
  const hold = dialog.getByRole("button", { name: "Put it on hold" });
  await expect(hold, "not without a reason").toBeDisabled();
  await dialog.getByLabel("Reason").fill("Investigation 7");
  await hold.click();
  await expect(entry.getByText(/On hold since .*Investigation 7/), "the list says so").toBeVisible();

  await choose("Destroy…");
  await expect(dialog.getByText(/on hold \(Investigation 7\)/), "it is refused beforehand").toBeVisible();
  await expect(dialog.getByRole("button", { name: "Destroy this assessment" })).toBeHidden();
  await dialog.getByRole("button", { name: "Cancel" }).click();

  await choose("Retain until…");
  await dialog.getByLabel("Keep until").fill("December 31, 2033");
  await dialog.getByLabel("Reason").fill("Policy 12");
  await accessibleInBoth(page, "the day until which it is kept");
  await dialog.getByRole("button", { name: "Record it" }).click();
  await expect(entry.getByText("To be kept until December 31, 2033."), "the list reminds").toBeVisible();

  await choose("Release the hold…");
  await dialog.getByLabel("Reason").fill("Closed");
  await dialog.getByRole("button", { name: "Release the hold" }).click();
  await expect(entry.getByText(/On hold since/), "it is released").toBeHidden();

  await choose("Destroy…");
  const yes = dialog.getByRole("button", { name: "Destroy this assessment" });
  await expect(dialog.getByText(/No backup is made/), "what happens is said").toBeVisible();
  await expect(dialog.getByText(/Copies that others keep/), "and what is not reached").toBeVisible();
  await dialog.getByLabel("Reason").fill("Retention ended");
  await expect(yes, "not without the name").toBeDisabled();
  await dialog.getByLabel("Name of the assessment").fill(name);
  await accessibleInBoth(page, "the question before a destruction");
  await yes.click();
  await expect(dialog.getByRole("heading", { name: "Certificate of destruction" })).toBeVisible();
  await expect(dialog.getByText(name, { exact: false }).first(), "it names what went").toBeVisible();
  await accessibleInBoth(page, "the certificate");
  await dialog.getByRole("button", { name: "Save this text…" }).click();
  await expect(dialog.getByText(/The text is saved as/), "it can be saved").toBeVisible();
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(entry, "the assessment has left the list").toBeHidden();
  const left = await office.call<Row[]>("assessments");
  expect(left.some((one) => one.id === row!.id), "it is listed no more").toBe(false);
});

test("a text is expunged from the history of its question and is nowhere afterwards", async ({
  office,
  page,
}) => {
  const word = "zq7f3c91ab4ed20583c6b1";
  const run = await office.sample();
  const view = await office.call<RunView>("open_run", { run });
  const item = view.items.find(
    (one) => one.kind.is === "practice" && view.state.standings[one.id]?.is === "inScope",
  )!;
  await office.call("record_answer", { run, item: item.id, field: "analysis", value: word });
  await office.call("record_answer", { run, item: item.id, field: "todo", value: "Ask Treasury." });
  await page.goto(`${office.address}/#/run/${run}/questions/${item.id}`);
  await page.getByText("History of this answer").click();
  await page.getByRole("button", { name: "Expunge…" }).click();
  const dialog = page.getByRole("dialog");
  await accessibleInBoth(page, "what can be expunged");
  await dialog.getByLabel("What is to go").selectOption({ label: "Counsel's analysis" });
  await expect(dialog.getByText(/this cannot be undone/), "what happens is said").toBeVisible();
  const yes = dialog.getByRole("button", { name: "Expunge it" });
  await expect(yes, "not without a reason").toBeDisabled();
  await dialog.getByLabel("Reason").fill("Another client’s");
  await accessibleInBoth(page, "the question before an expunging");
  await yes.click();
  await expect(dialog.getByRole("heading", { name: "Record of expunging" })).toBeVisible();
  await expect(dialog.getByText(word), "it does not repeat it").toBeHidden();
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(item.title);
  await expect(page.getByText(word), "the page does not show it any more").toBeHidden();
  const after = await office.call<RunView>("open_run", { run });
  expect(after.answers[item.id]?.todo, "the other fields are there").toBe("Ask Treasury.");
  // Files come and go while a program has the folder open. One that is killed takes nothing away first.
  await office.close("SIGKILL");
  expect(holding(office.folder, word.slice(4)), "no file of the data folder holds it").toEqual([]);
});
