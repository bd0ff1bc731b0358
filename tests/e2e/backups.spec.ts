// Backups: made by hand, gone back to with one click after seeing what changes, taken back again; and
// a data file that was changed behind the program's back.

import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

import { type RunView, expect, expectAccessible, test, unanswered } from "./office";

const root = path.resolve(import.meta.dirname, "../..");
const bridge = process.env["PROVISO_BRIDGE"] ?? path.join(root, "target/debug/bridge");
const program = path.join(path.dirname(bridge), "proviso");

/** A backup reads the whole data file several times over, in a program that is built to be debugged. */
const slow = { timeout: 60_000 };
test.describe.configure({ timeout: 180_000 });

interface BackupsView {
  rows: { name: string; why: string }[];
}

test("a backup is made, looked at and restored, and the restore taken back", async ({ office, page }) => {
  const run = await office.sample();
  await office.call("save_settings", { settings: { author: "M. Okafor" } });
  await page.goto(`${office.address}/#/settings`);
  await page.getByRole("main").getByRole("link", { name: "Backups" }).click();
  const rows = page.getByRole("row").filter({ has: page.getByRole("button") });
  await page.getByRole("button", { name: "Back up now" }).click();
  await expect(rows.filter({ hasText: "Made by hand" }), "it is listed").toHaveCount(1, slow);
  await expect(rows.first(), "as checked").toContainText("Opened and checked");

  const view = await office.call<RunView>("open_run", { run });
  const item = unanswered(view, "practice");
  await office.call("record_answer", { run, item, field: "facts", value: "Written after the backup." });
  await rows.filter({ hasText: "Made by hand" }).getByRole("button").click();
  const look = page.getByRole("region", { name: /^Restore the backup made/ });
  await expect(look, "one assessment would be as it was").toContainText("1 assessment would be as it was", slow);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page, `backups in ${colorScheme}`);
  }
  await look.getByRole("button", { name: "Restore this backup" }).click(slow);
  await expect(page.getByText(/The state before it is kept as proviso-restore-/), "it says what is kept").toBeVisible(slow);
  const back = await office.call<RunView>("open_run", { run });
  expect(back.answers[item], "the answer is not there").toBeUndefined();

  await rows.filter({ hasText: "Before going back" }).getByRole("button").click();
  await page.getByRole("button", { name: "Restore this backup" }).click();
  await expect(page.getByText(/kept as proviso-restore-/)).toBeVisible(slow);
  await expect
    .poll(async () => (await office.call<RunView>("open_run", { run })).answers[item]?.["facts"], {
      message: "and is there again",
    })
    .toBe("Written after the backup.");
});

test("how many are kept and where is set in the window", async ({ office, page }) => {
  await office.sample();
  const elsewhere = path.join(office.folder, "elsewhere");
  fs.mkdirSync(elsewhere);
  await office.close();
  await office.open(elsewhere);
  await page.goto(`${office.address}/#/backups`);
  const days = page.getByLabel("Days");
  await days.fill("3");
  await days.press("Tab");
  await expect
    .poll(async () => (await office.call<{ counts: { days: number } }>("backups")).counts.days)
    .toBe(3);
  await page.getByRole("button", { name: "Choose a folder…" }).click();
  await expect(page.getByText(/elsewhere.proviso-backups-/), "in a folder of its own there").toBeVisible();
  await page.getByRole("button", { name: "Back up now" }).click();
  await expect(page.getByRole("row").filter({ hasText: "Made by hand" })).toHaveCount(1, slow);
  const [own] = fs.readdirSync(elsewhere);
  const asked = fs.readdirSync(path.join(elsewhere, own!)).filter((name) => name.includes("-asked-"));
  expect(asked.length, "the file is there").toBe(1);
  await page.getByRole("button", { name: "Keep them in the data folder" }).click();
  await expect(page.getByText(/Within the data folder/)).toBeVisible();
});

test("a data file that was changed opens to be read, and one click goes back", async ({ office, page }) => {
  const run = await office.sample();
  await office.call("save_settings", { settings: { author: "M. Okafor" } });
  const view = await office.call<RunView>("open_run", { run });
  const item = unanswered(view, "practice");
  await office.call("record_answer", { run, item, field: "facts", value: "In the Zanzibar register." });
  await office.call<BackupsView>("back_up_now");
  await office.close();
  // Opened and closed once more, everything stands in the file itself and nothing in its log.
  execFileSync(program, ["--data", office.folder, "list"]);
  const file = path.join(office.folder, "proviso.db");
  const bytes = fs.readFileSync(file, "latin1");
  fs.writeFileSync(file, bytes.replaceAll("Zanzibar", "Tanzania"), "latin1");
  await office.open();
  await page.goto(`${office.address}/#/run/${run}/questions/${item}`);
  const notice = page.getByText(/The data file was changed outside Proviso or is damaged: revision/);
  await expect(notice, "it says so on every screen").toBeVisible(slow);
  await expectAccessible(page, "a run of a changed file");
  await page.getByRole("link", { name: "Backups" }).first().click();
  await page.getByRole("button", { name: "See what restoring it changes" }).click();
  await page.getByRole("button", { name: "Restore this backup" }).click();
  await expect(page.getByText(/The backup is restored/)).toBeVisible(slow);
  await expect(notice, "what was restored holds").toHaveCount(0, slow);
  const back = await office.call<RunView>("open_run", { run });
  expect(back.answers[item]?.["facts"], "as it was recorded").toBe("In the Zanzibar register.");
});

test("a backup that was kept elsewhere is restored with the words of its day", async ({ office, page }) => {
  const run = await office.sample();
  await office.call("save_settings", { settings: { author: "M. Okafor" } });
  const item = unanswered(await office.call<RunView>("open_run", { run }), "practice");
  const says = (value: string) => office.call("record_answer", { run, item, field: "facts", value });
  const groups = await office.call<string[]>("draw_recovery_code");
  const passphrase = "correct horse battery";
  await office.call("encrypt", { passphrase, lastGroup: groups.at(-1) });
  await says("Under the first key.");
  const made = await office.call<BackupsView & { place: string }>("back_up_now");
  const { name } = made.rows.find(({ why }) => why === "Made by hand")!;
  for (const end of [".db", ".keys"]) {
    const from = path.join(made.place, name.replace(/\.db$/, end));
    fs.renameSync(from, path.join(office.folder, `copy${end}`));
  }
  await office.call("decrypt", { passphrase });
  await says("In the open.");

  await page.goto(`${office.address}/#/backups`);
  await page.getByRole("button", { name: "Restore from a file…" }).click();
  const words = page.getByLabel("Passphrase or recovery code of its day");
  await expect(words, "it asks for what opens it").toBeFocused(slow);
  await expectAccessible(page, "a backup that asks for its words");
  await words.fill("seven grey herons");
  await page.getByRole("button", { name: "Open it" }).click();
  await expect(page.getByText("does not open the data"), "others are told").toBeVisible(slow);
  await words.fill(groups.join("-"));
  await page.getByRole("button", { name: "Open it" }).click();
  const look = page.getByRole("region", { name: /^Restore copy\.db\?$/ });
  await expect(look, "what would change is shown first").toContainText("1 assessment would be as it was", slow);
  await look.getByRole("button", { name: "Restore this backup" }).click();
  await expect(page.getByText(/The state before it is kept as proviso-restore-/)).toBeVisible(slow);
  const back = await office.call<RunView>("open_run", { run });
  expect(back.answers[item]?.["facts"], "and it is back").toBe("Under the first key.");
});
