// Long work with assessments and backups: it is seen to go on, it is stopped and nothing has happened, and it
// comes to its end.

import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

import type { Page } from "@playwright/test";

import { type Office, type RunView, expect, expectAccessibleInBoth, test, unanswered } from "./office";

test.describe.configure({ timeout: 240_000 });

const SEALED = "four plain words here";

const LONG = { timeout: 60_000 };

/** Links a document of so many bytes, so that what is done with it takes a while. */
async function large(office: Office, run: string, bytes: number): Promise<void> {
  const item = unanswered(await office.call<RunView>("open_run", { run }), "practice");
  const recording = path.join(office.folder, "recording.bin");
  fs.writeFileSync(recording, randomBytes(bytes));
  await fetch(`${office.address}/drop`, { method: "POST", body: JSON.stringify([recording]) });
  await office.call("take_dropped", { run, item });
}

/** Waits until it says how far it is, and stops it. */
async function stop(page: Page, told: string): Promise<void> {
  await expect(page.getByRole("progressbar"), "past a second, it says how far it is").toBeVisible(LONG);
  await page.getByRole("button", { name: "Stop" }).click();
  await expect(page.getByText(told), "what became of it").toBeVisible(LONG);
  await expect(page.locator(".notice.refusal"), "which is no refusal").toHaveCount(0);
  await expect(page.getByRole("progressbar")).toHaveCount(0);
}

test("a restore and a sealed file are seen to go on, are stopped, and come to their end", async ({ office, page }) => {
  const file = path.join(office.folder, "whole.proviso");
  await office.close();
  await office.open(file);
  const run = await office.sample();
  const { assessment } = await office.call<{ assessment: string }>("open_run", { run });
  // A state that comes back is indexed anew: with several assessments that takes seconds on a fast machine too.
  for (let more = 0; more < 6; more += 1) await office.call("duplicate_assessment", { assessment });
  await office.call("back_up_now");
  // A seal takes longer for each byte than a copy.
  await large(office, run, 12_000_000);
  await office.call("export_assessment", { assessment, passphrase: SEALED });
  await large(office, run, 24_000_000);
  const entries = (): Promise<unknown> => office.call("open_run", { run });
  const before = await entries();

  await page.goto(`${office.address}/#/backups`);
  const row = page.getByRole("row").filter({ hasText: "Made by hand" });
  await row.getByRole("button").click();
  const restore = page.getByRole("button", { name: "Restore this backup" });
  await restore.click();
  await stop(page, "It was stopped; nothing was restored");
  expect(await entries(), "everything is as it was").toEqual(before);
  await expectAccessibleInBoth(page, "a restore that was stopped");
  await restore.click();
  await expect(page.getByRole("progressbar"), "again it says how far it is").toBeVisible(LONG);
  await expect(page.getByText("The backup is restored."), "and it is done").toBeVisible(LONG);
  const here = await entries();
  expect(here, "the earlier state is back").not.toEqual(before);

  await page.goto(`${office.address}/#/`);
  const choose = page.getByRole("button", { name: "Bring in a file…" });
  await choose.click();
  await page.getByLabel("Passphrase").fill(SEALED, LONG);
  const open = page.getByRole("button", { name: "Open", exact: true });
  await open.click();
  await stop(page, "It was stopped; nothing was");
  await open.click();
  await page.getByRole("button", { name: "See what comes together" }).click(LONG);
  expect(await entries(), "nothing of the file is here yet").toEqual(here);
  await page.getByRole("button", { name: "Bring together" }).click(LONG);
  await expect(page.getByRole("heading", { name: "Brought together" }), "and it is done").toBeVisible(LONG);
});
