// Encryption and the lock of the window: turned on with passphrase and recovery code, locked by key
// and because nobody is there, unlocked, and found as it was left.

import fs from "node:fs";
import path from "node:path";

import { type Office, type RunView, expect, expectAccessible, test, unanswered } from "./office";
import type { Page } from "@playwright/test";

const PASSPHRASE = "correct horse battery";
const OTHER = "seven grey herons";

/** The groups of the recovery code, once it is drawn. */
async function drawn(page: Page): Promise<string[]> {
  const groups = page.locator(".code span");
  await expect(groups, "the code has seven groups").toHaveCount(7);
  return groups.allTextContents();
}

/** Turns encryption on as a person does, and returns the recovery code. */
async function encrypt(page: Page, office: Office): Promise<string> {
  await page.goto(`${office.address}/#/settings`);
  await page.getByRole("button", { name: "Encrypt…" }).click();
  const next = page.getByRole("button", { name: "Continue" });
  await expect(page.getByText("has lost the data"), "what losing both means is said before").toBeVisible();
  await page.getByLabel("New passphrase").fill(PASSPHRASE);
  await page.getByLabel("The same again").fill("correct horse bakery");
  await expect(page.getByText("The two differ so far."), "a difference is said").toBeVisible();
  await expect(next, "and stops").toBeDisabled();
  await page.getByLabel("The same again").fill(PASSPHRASE);
  await next.click();
  const groups = await drawn(page);
  await page.getByLabel("Type its last group").fill(groups[0] ?? "");
  await page.getByRole("button", { name: "Encrypt the data" }).click();
  await expect(page.getByText("not the last group"), "another group is refused").toBeVisible();
  await page.getByLabel("Type its last group").fill((groups[6] ?? "").toLowerCase());
  await page.getByRole("button", { name: "Encrypt the data" }).click();
  await expect(page.locator(".notice.note"), "it is said").toHaveText("The data are encrypted.", {
    timeout: 60_000,
  });
  await expect(page.locator(".code"), "the code is shown once").toHaveCount(0);
  return groups.join("-");
}

async function unlock(page: Page, passphrase = PASSPHRASE): Promise<void> {
  await page.getByLabel("Passphrase", { exact: true }).fill(passphrase);
  await page.getByRole("button", { name: "Unlock" }).click();
}

test("a folder is encrypted, locked and unlocked, and what was typed is there", async ({ office, page }) => {
  test.setTimeout(120_000);
  const run = await office.sample();
  await encrypt(page, office);
  expect(fs.existsSync(path.join(office.folder, "proviso.keys")), "its keys stand beside it").toBe(true);
  const view = await office.call<RunView>("open_run", { run });
  await page.goto(`${office.address}/#/run/${run}/questions/${unanswered(view, "practice")}`);
  const field = page.locator("#field-facts");
  await field.fill("Typed right before the window was locked.");
  await page.keyboard.press("Control+Shift+L");
  await expect(page.getByRole("heading", { name: "Proviso is locked" })).toBeVisible();
  await expect(page, "the title says no more").toHaveTitle("Proviso is locked · Proviso");
  expect(await page.locator("body").textContent(), "nothing of the run is in the page").not.toContain(
    "Typed right before",
  );
  await unlock(page, OTHER);
  await expect(page.getByText("does not open the data"), "another passphrase is told").toBeVisible();
  await unlock(page);
  await expect(field, "one is where one was, with what was typed").toHaveValue(
    "Typed right before the window was locked.",
  );
});

test("it locks itself when nobody is there", async ({ office, page }) => {
  test.setTimeout(120_000);
  await office.sample();
  await encrypt(page, office);
  await page.getByLabel("Lock when nobody is there for").selectOption("5");
  await expect
    .poll(async () => (await office.call<{ settings: { idleMinutes: number } }>("start")).settings.idleMinutes)
    .toBe(5);
  await fetch(`${office.address}/pass`, { method: "POST", body: "4" });
  await page.mouse.move(10, 10);
  // The page asks by itself; as nobody moves from here on, the next minutes are nobody's.
  await expect
    .poll(
      async () => {
        await fetch(`${office.address}/pass`, { method: "POST", body: "2" });
        return page.getByRole("heading", { name: "Proviso is locked" }).count();
      },
      { timeout: 60_000, intervals: [2_000] },
    )
    .toBe(1);
  await unlock(page);
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
});

test("a lost passphrase: the recovery code opens, and a new one is set", async ({ office, page }) => {
  test.setTimeout(120_000);
  await office.sample();
  const code = await encrypt(page, office);
  await page.getByRole("button", { name: "Lock now" }).click();
  await page.getByRole("button", { name: "Use the recovery code instead" }).click();
  await page.getByLabel("Recovery code").fill(`${code.slice(0, -1)}${code.endsWith("0") ? "1" : "0"}`);
  await page.getByRole("button", { name: "Unlock" }).click();
  await expect(page.getByText("Group 7 of the recovery code is mistyped")).toBeVisible();
  await page.getByLabel("Recovery code").fill(code.toLowerCase().replaceAll("-", " "));
  await page.getByRole("button", { name: "Unlock" }).click();
  await expect(page.getByRole("heading", { name: "Set a new passphrase" })).toBeVisible();
  await page.getByLabel("New passphrase").fill(OTHER);
  await page.getByLabel("The same again").fill(OTHER);
  await page.getByRole("button", { name: "Set the passphrase" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  await page.getByRole("button", { name: "Lock now" }).click();
  await unlock(page);
  await expect(page.getByText("does not open the data"), "the lost one is gone").toBeVisible();
  await unlock(page, OTHER);
  await page.getByRole("button", { name: "Turn encryption off…" }).click();
  await page.getByLabel("Passphrase until now").fill(OTHER);
  await page.getByRole("button", { name: "Turn encryption off", exact: true }).click();
  await expect(page.locator(".notice.note"), "it is said").toHaveText("The data are no longer encrypted.");
  expect(fs.existsSync(path.join(office.folder, "proviso.keys")), "its keys went with it").toBe(false);
});

test("on paper there is the code and nothing else", async ({ office, page }) => {
  await page.goto(`${office.address}/#/settings`);
  await page.getByRole("button", { name: "Encrypt…" }).click();
  await page.getByLabel("New passphrase").fill(PASSPHRASE);
  await page.getByLabel("The same again").fill(PASSPHRASE);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.locator(".code")).toBeVisible();
  await page.emulateMedia({ media: "print" });
  await expect(page.locator(".code")).toBeVisible();
  await expect(page.getByText("Recovery code of Proviso")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 }), "the rest of the window is not printed").toBeHidden();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`every step is accessible in ${colorScheme}`, async ({ office, page }) => {
    test.setTimeout(120_000);
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 900, height: 700 });
    await page.goto(`${office.address}/#/settings`);
    await page.getByRole("button", { name: "Encrypt…" }).click();
    await expectAccessible(page, "the passphrase");
    await page.getByRole("button", { name: "Cancel" }).click();
    await encrypt(page, office);
    await expectAccessible(page, "the encrypted settings");
    for (const [open, what] of [
      ["New recovery code…", "the recovery code"],
      ["Change the passphrase…", "the change of the passphrase"],
      ["Turn encryption off…", "turning it off"],
    ] as const) {
      await page.getByRole("button", { name: open }).click();
      await expect(page.getByRole("button", { name: "Cancel" })).toBeVisible();
      await expectAccessible(page, what);
      await page.getByRole("button", { name: "Cancel" }).click();
    }
    await page.getByRole("button", { name: "Lock", exact: true }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Proviso is locked");
    await expectAccessible(page, "the locked window");
    await page.getByRole("button", { name: "Use the recovery code instead" }).click();
    await expectAccessible(page, "the recovery code of the locked window");
  });
}

test("the title can leave out what is assessed", async ({ office, page }) => {
  const run = await office.sample();
  await page.goto(`${office.address}/#/run/${run}/overview`);
  await expect(page).toHaveTitle(/Overview · .+ · Proviso/);
  await page.goto(`${office.address}/#/settings`);
  await page.getByLabel("Leave out what is assessed").check();
  await expect
    .poll(async () => (await office.call<{ settings: { hideMatter: boolean } }>("start")).settings.hideMatter, {
      message: "it is on disk before the page begins anew",
    })
    .toBe(true);
  await page.goto(`${office.address}/#/run/${run}/overview`);
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page, "only the program is named").toHaveTitle("Proviso");
});

test("a locked data file that is broken is gone back from in the locked window", async ({ office, page }) => {
  test.setTimeout(180_000);
  const run = await office.sample();
  await encrypt(page, office);
  await office.call("back_up_now");
  await office.close();
  const file = path.join(office.folder, "proviso.db");
  fs.truncateSync(file, fs.statSync(file).size / 2);
  await office.open();
  await page.goto(office.address);
  await unlock(page);
  const told = page.locator(".notice.refusal");
  await expect(told, "the sentence names the backup").toContainText("The last good backup was made", {
    timeout: 60_000,
  });
  await expectAccessible(page, "a locked window whose file is broken");
  await page.getByRole("button", { name: "Restore the last good backup" }).click();
  await expect(page.getByRole("heading", { name: "Proviso is locked" }), "it is open").toHaveCount(0, {
    timeout: 60_000,
  });
  await office.call("open_run", { run });
  expect(
    fs.readdirSync(path.join(office.folder, "backups")).some((name) => name.includes("-unsound-")),
    "the broken file is kept",
  ).toBe(true);
});

test("an encryption that takes long says how far it is and is stopped", async ({ office, page }) => {
  test.setTimeout(120_000);
  await office.sample();
  // It takes as long as it takes: the page asks, and is told that it goes on.
  let stopped = 0;
  await page.route("**/invoke/work_progress", (route) =>
    route.fulfill({ json: stopped === 0 ? { percent: 40, millis: 2_000 } : null }),
  );
  const told = page.waitForRequest("**/invoke/stop_work");
  page.on("request", (request) => {
    if (request.url().endsWith("/invoke/stop_work")) stopped += 1;
  });
  // However fast the machine is, it does not end before it was stopped.
  await page.route("**/invoke/encrypt", async (route) => {
    await told;
    await route.continue();
  });
  await page.goto(`${office.address}/#/settings`);
  await page.getByRole("button", { name: "Encrypt…" }).click();
  await page.getByLabel("New passphrase").fill(PASSPHRASE);
  await page.getByLabel("The same again").fill(PASSPHRASE);
  await page.getByRole("button", { name: "Continue" }).click();
  const groups = await drawn(page);
  await page.getByLabel("Type its last group").fill(groups[6] ?? "");
  await page.getByRole("button", { name: "Encrypt the data" }).click();
  await expect(page.getByRole("progressbar")).toBeVisible();
  await page.getByRole("button", { name: "Stop" }).click();
  await expect.poll(() => stopped, { message: "the program is told" }).toBe(1);
  await page.unrouteAll({ behavior: "wait" });
});
