// Packs brought in by file: refused unsigned, the key trusted, installed, the redline seen.

import fs from "node:fs";
import path from "node:path";

import { expect, expectAccessible, test } from "./office";
import { Publisher } from "./publisher";

const root = path.resolve(import.meta.dirname, "../..");
const acme = fs.readFileSync(path.join(root, "assets/packs/acme-ai-policy/1.0.0.json"));
const next = fs.readFileSync(path.join(root, "tests/fixtures/packs/acme-ai-policy-1.1.0.json"));

test("a pack is refused unsigned, its key trusted, and the next version read as a redline", async ({ office, page }) => {
  const file = path.join(office.folder, "acme.json");
  await office.close();
  await office.open(file);
  await page.goto(`${office.address}/#/packs`);
  await expect(page.getByRole("listitem"), "three packs come with the program").toHaveCount(3);
  await expect(page.getByText("Comes with the program").first()).toBeVisible();
  await expect(page.getByText(/Law as of October 11, 2026/).first(), "with the law date").toBeVisible();

  await office.call("save_settings", { settings: { author: "M. Okafor" } });
  await page.reload();
  fs.writeFileSync(file, acme);
  const bringIn = page.getByRole("button", { name: "Bring in a pack…" });
  const install = page.getByRole("button", { name: "Install", exact: true });
  await bringIn.click();
  await expect(page.getByRole("heading", { name: "Acme AI Policy" }).first()).toBeVisible();
  await expect(page.getByText(/No signature lies beside the file/), "it says so").toBeVisible();
  await expect(install, "nobody stands for it").toBeDisabled();
  await expectAccessible(page, "an unsigned pack");

  const publisher = new Publisher();
  publisher.publish(file, acme);
  await bringIn.click();
  await expect(page.getByText(/which is not known here, so nothing/), "a stranger's key").toBeVisible();
  await page.getByLabel("The author’s public key").fill(publisher.key);
  await page.getByRole("button", { name: "Use this key" }).click();
  await expect(page.getByRole("definition").filter({ hasText: publisher.fingerprint }), "the fingerprint is there to compare").toBeVisible();
  await expect(install, "given is not trusted").toBeDisabled();
  await page.getByRole("button", { name: /trust this key/ }).click();
  await expect(page.getByText("its key is trusted").first()).toBeVisible();
  await expect(page.locator("body"), "the folder is not shown").not.toContainText(office.folder);
  await install.click();
  await expect(page.getByText("acme-ai-policy 1.0.0 is installed"), "it says that it is there").toBeVisible();
  await expect(page.getByRole("listitem"), "and lists it").toHaveCount(4);

  publisher.publish(file, next);
  await bringIn.click();
  await expect(page.getByText("its key is trusted").first(), "once is enough").toBeVisible();
  await expect(page.getByRole("heading", { name: "Changed in substance" })).toBeVisible();
  await expect(page.locator("ins").filter({ hasText: "this month" }), "added words").toBeVisible();
  await expect(page.locator("del").first(), "removed words").toBeVisible();
  await expect(page.getByRole("heading", { name: "Facts about the company" })).toBeVisible();
  await expect(page.locator("ins").filter({ hasText: "or an agent" }), "what is asked of a company").toBeVisible();
  await expectAccessible(page, "a redline");
  await install.click();
  await expect(page.getByText("acme-ai-policy 1.1.0 is installed")).toBeVisible();
  await page.getByRole("button", { name: "Remove acme-ai-policy 1.0.0" }).click();
  await expect(page.getByRole("listitem"), "what no run uses can go").toHaveCount(4);

  await page.goto(`${office.address}/#/new`);
  await expect(page.getByRole("radio", { name: /Acme AI Policy/ }), "it can be asked from").toBeVisible();
  await page.goto(`${office.address}/#/settings`);
  await expect(page.getByText(publisher.fingerprint), "the key is listed").toBeVisible();
  await expectAccessible(page, "settings with a key");
  await page.getByRole("button", { name: /^Remove the key/ }).click();
  await expect(page.getByText("No key is trusted yet"), "and trust can be taken away").toBeVisible();
  await page.goto(`${office.address}/#/packs`);
  await expect(page.getByText(/which is no longer trusted/), "as its pack says").toBeVisible();
});

test("an unsigned pack comes in where that is allowed; a changed one never does", async ({ office, page }) => {
  const file = path.join(office.folder, "acme.json");
  await office.close();
  await office.open(file);
  await page.goto(`${office.address}/#/settings`);
  await page.getByRole("checkbox", { name: "Allow unsigned packs" }).check();
  await expect
    .poll(async () => (await office.call<{ settings: object }>("start")).settings)
    .toMatchObject({ allowUnsignedPacks: true });
  const publisher = new Publisher();
  publisher.publish(file, acme, { withKey: true });
  fs.writeFileSync(file, acme.toString().replace("Acme", "Acne"));
  await page.goto(`${office.address}/#/packs`);
  const bringIn = page.getByRole("button", { name: "Bring in a pack…" });
  const install = page.getByRole("button", { name: "Install", exact: true });
  await bringIn.click();
  await expect(page.getByText(/signature does not fit the file/).first()).toBeVisible();
  await expect(install).toBeDisabled();
  fs.rmSync(`${file}.minisig`);
  fs.writeFileSync(file, acme);
  await bringIn.click();
  await expect(install, "without a signature it is allowed here").toBeEnabled();
  await install.click();
  await page.getByLabel(/name/i).fill("M. Okafor");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Not signed; nobody stands for its content"), "and says so for ever").toBeVisible();
  fs.writeFileSync(file, "hello");
  await bringIn.click();
  await expect(page.getByText(/is no pack that can be read/), "what is no pack is refused").toBeVisible();
});
