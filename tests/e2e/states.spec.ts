// What the window shows when something is not as it should be: a folder that takes no writes, a backup that
// cannot be made, a data file that is taken away, work that is stopped, a program that does not answer.

import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

import { type RunView, expect, expectAccessibleInBoth, test, unanswered } from "./office";

test.describe.configure({ timeout: 90_000 });

const root = path.resolve(import.meta.dirname, "../..");
const bridge = process.env["PROVISO_BRIDGE"] ?? path.join(root, "target/debug/bridge");
const program = path.join(path.dirname(bridge), "proviso");

test("signing is seen to go on, and is stopped", async ({ office, page }) => {
  const run = await office.sample();
  // Long enough that counsel's file takes a while.
  const { items } = await office.call<RunView>("open_run", { run });
  const long = "Each approval is logged with the name of whoever gave it. ".repeat(340);
  for (const { id: item } of items.slice(0, 80)) {
    await office.call("record_answer", { run, item, field: "todo", value: long });
  }
  await page.goto(`${office.address}/#/run/${run}/sign`);
  await page.getByRole("group", { name: "Signed by" }).getByLabel("Role").fill("General Counsel");
  await page.getByRole("button", { name: "Sign this run" }).click();
  const bar = page.getByRole("progressbar");
  await expect(bar, "past a second, it says how far it is").toBeVisible({ timeout: 30_000 });
  await page.getByRole("button", { name: "Stop" }).click();
  const outcome = page.getByText("Stopped. Nothing was written, and the run is not signed.");
  await expect(outcome, "what became of it").toBeVisible({ timeout: 30_000 });
  await expect(page.locator(".notice.refusal"), "which is no refusal").toHaveCount(0);
  await expect(page.getByRole("progressbar")).toHaveCount(0);
  const view = await office.call<{ signed: unknown }>("sign_view", { run });
  expect(view.signed, "the run is as it was").toBeNull();
});

test("a whole assessment on its way to a file is stopped, and none is left", async ({ office, page }) => {
  const run = await office.sample();
  // Large enough that it takes a while.
  const item = unanswered(await office.call<RunView>("open_run", { run }), "practice");
  const recordings = [1, 2].map((part) => path.join(office.folder, `recording ${part}.bin`));
  for (const recording of recordings) fs.writeFileSync(recording, randomBytes(24_000_000));
  await fetch(`${office.address}/drop`, { method: "POST", body: JSON.stringify(recordings) });
  await office.call("take_dropped", { run, item });
  // The first backup, which makes a folder of its own, is waited for.
  await office.call("backups");
  const before = fs.readdirSync(office.folder).sort();
  await page.goto(`${office.address}/#/run/${run}/report`);
  await page.getByText("Everything in one file").click();
  await page.getByLabel("Passphrase", { exact: true }).fill("four plain words here");
  await page.getByRole("textbox", { name: "Again" }).fill("four plain words here");
  await page.getByRole("button", { name: "Write the file" }).click();
  // The page beside it may be laid out meanwhile, and says so in a bar of its own.
  const bar = page.getByRole("progressbar", { name: /^Writing and checking the file/ });
  await expect(bar, "past a second, it says how far it is").toBeVisible({ timeout: 30_000 });
  await page.locator(".work").filter({ has: bar }).getByRole("button", { name: "Stop" }).click();
  await expect(page.getByText("Nothing was written."), "what became of it").toBeVisible({ timeout: 30_000 });
  await expect(bar).toHaveCount(0);
  expect(fs.readdirSync(office.folder).sort(), "no file and no part of one").toEqual(before);
});

test("a place that is not chosen writes nothing, and each export says so", async ({ office, page }) => {
  const run = await office.sample();
  await office.close();
  await office.open("");
  await page.goto(`${office.address}/#/run/${run}/report`);
  await page.getByRole("button", { name: "Export…" }).click();
  await expect(page.getByText("Nothing was written."), "a copy").toHaveCount(1);
  await page.getByText("Everything in one file").click();
  await page.getByRole("checkbox", { name: "Seal it with a passphrase" }).uncheck();
  await page.getByRole("button", { name: "Write the file" }).click();
  await expect(page.getByText("Nothing was written."), "and a whole assessment").toHaveCount(2);
});

test("a folder that takes no writes is read, and offers nothing that would change it", async ({ office, page }) => {
  const run = await office.sample();
  const view = await office.call<RunView>("open_run", { run });
  const item = unanswered(view, "practice");
  await office.close();
  // Opened and closed once more, everything stands in the file itself and nothing in its log.
  execFileSync(program, ["--data", office.folder, "list"]);
  test.skip(!(await office.openReadOnly()), "this system lets nobody mount, so no drive is read-only");
  await page.goto(`${office.address}/#/run/${run}/questions/${item}`);
  await expect(page.getByText(`${office.folder} cannot be written, so it is open to be read`), "it says so").toBeVisible();
  await expect(page.getByRole("radio", { name: "In place", exact: true }), "no verdict is taken").toBeDisabled();
  await expect(page.locator("#field-facts"), "nor a text").not.toBeEditable();
  await expectAccessibleInBoth(page, "a folder that takes no writes");
  await page.goto(`${office.address}/#/`);
  await expect(page.locator(".notice.warning"), "on every screen").toContainText("cannot be written");
  const why = "This data folder cannot be written, so it is open to be read. Nothing can be added to it or changed in it.";
  for (const name of ["New assessment", "Bring in a file…", "Answer a request…", "Open the sample"]) {
    const command = page.getByRole("button", { name });
    await expect(command, "what would add to it is not offered").toBeDisabled();
    await expect(command, "and it says why").toHaveAccessibleDescription(why);
  }
  await expect(page.getByRole("link", { name: "New assessment" }), "nor by a link").toHaveCount(0);
  await expect(page.getByText("Resume", { exact: true }), "a run is read, not resumed").toHaveCount(0);
  await expectAccessibleInBoth(page, "assessments in a folder that takes no writes");
  await page.goto(`${office.address}/#/new`);
  await expect(page.locator("form button[type=submit]"), "nor on its own screen").toBeDisabled();
});

test("a backup that cannot be made is said on every screen, with the reason", async ({ office, page }) => {
  const run = await office.sample();
  await office.call("save_settings", { settings: { author: "M. Okafor" } });
  const item = unanswered(await office.call<RunView>("open_run", { run }), "practice");
  const elsewhere = path.join(office.folder, "elsewhere");
  fs.mkdirSync(elsewhere);
  await office.close();
  await office.open(elsewhere);
  await office.call("choose_backup_place");
  // The backup that is on its way there is waited for; else it could make the folder anew in between.
  await office.call("backups");
  // The drive is taken out, and something else is there.
  fs.renameSync(elsewhere, path.join(office.folder, "taken out"));
  fs.writeFileSync(elsewhere, "");
  await fetch(`${office.address}/pass`, { method: "POST", body: "70" });
  await page.goto(`${office.address}/#/run/${run}/questions/${item}`);
  await page.locator("#field-facts").fill("Each approval is logged.");
  await page.locator("#field-facts").blur();
  const notice = page.locator(".notice.warning").filter({ hasText: /backup/i });
  await expect(notice, "it is said where one works").toBeVisible({ timeout: 60_000 });
  await expectAccessibleInBoth(page, "a backup that failed");
  await page.goto(`${office.address}/#/backups`);
  await expect(notice.first(), "and among the backups").toBeVisible();
});

test("a data file that is taken away is told, and what was typed is still in the field", async ({ office, page }) => {
  const run = await office.sample();
  await office.call("save_settings", { settings: { author: "M. Okafor" } });
  const item = unanswered(await office.call<RunView>("open_run", { run }), "practice");
  await page.goto(`${office.address}/#/run/${run}/questions/${item}`);
  const field = page.locator("#field-facts");
  await field.fill("Typed before.");
  await expect
    .poll(async () => (await office.call<{ drafts: { text: string }[] }>("open_run", { run })).drafts[0]?.text)
    .toBe("Typed before.");
  await expect(page.getByText(/^Saved \d/)).toBeVisible();
  // Nothing reads the file beside the work any more: neither the first backup nor the check of all of it.
  await office.call("backups");
  await office.call("soundness");
  fs.renameSync(path.join(office.folder, "proviso.db"), path.join(office.folder, "moved-away.db"));
  await field.fill("Typed after the file was taken away.");
  await field.blur();
  await expect(page.getByText("Not saved:"), "it is said at once").toBeVisible();
  await expect(field, "and nothing is lost from view").toHaveValue("Typed after the file was taken away.");
  await expectAccessibleInBoth(page, "a data file that was taken away");
  const told = page.locator(".notice.refusal");
  await expect(told, "with where the rest is").toContainText("is kept as the backup proviso-displaced-");
  await expect(told, "and the way back").toContainText("restore it (Settings, Backups)");
});

test("a data folder that cannot be read at the start is told in a sentence", async ({ office, page }) => {
  await page.route("**/invoke/start", (route) =>
    route.fulfill({ status: 422, json: { code: "closed", message: "The data folder is closed. Start Proviso again" } }),
  );
  await page.goto(`${office.address}/#/`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Proviso cannot read its data");
  await expect(page.getByText("The data folder is closed. Start Proviso again.")).toBeVisible();
  await expectAccessibleInBoth(page, "a program that cannot start");
});
