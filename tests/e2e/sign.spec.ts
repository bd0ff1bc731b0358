// Signing in the browser: sent back, resolved, signed, amended.

import fs from "node:fs";

import { expect, expectAccessible, expectAccessibleInBoth, test } from "./office";

for (const colorScheme of ["light", "dark"] as const) {
  test(`a run is sent back, resolved, signed and amended, in ${colorScheme}`, async ({ office, page }) => {
    // Signing writes counsel's file, in a debug build.
    test.setTimeout(180_000);
    const run = await office.sample();
    await page.emulateMedia({ colorScheme });
    await page.goto(`${office.address}/#/run/${run}/sign`);
    await page.getByText("Send back for changes").click();
    await page.getByLabel("Reviewer’s name").fill("R. Vance");
    await page.getByLabel("Reviewer’s role").fill("Deputy General Counsel");
    await page.getByRole("combobox", { name: "Question" }).selectOption({ index: 1 });
    await page.getByLabel("What is to change").fill("Name the vendors.");
    await page.getByRole("button", { name: "Send back" }).click();
    await expect(page.getByRole("heading", { name: "Sent back, and open" }), "it is listed").toBeVisible();
    await expectAccessible(page, "a run that was sent back");
    const about = page.locator(".sent-back li");
    await expect(about.first(), "with what is to change").toContainText("Name the vendors.");
    await about.getByRole("link").first().click();
    await expect(page.getByText(/Sent back by R\. Vance, Deputy General Counsel/), "and stands at the question").toBeVisible();
    await expectAccessible(page, "a question that was sent back");
    await page.getByRole("button", { name: "This is resolved" }).click();
    await expect(page.getByText(/Sent back by/), "until it is resolved").toHaveCount(0);
    await page.goto(`${office.address}/#/run/${run}/sign`);
    await expect(page.getByRole("heading", { name: "Sent back, and open" })).toHaveCount(0);
    const reviewed = page.getByRole("group", { name: /Reviewed by/ });
    await reviewed.getByLabel("Name").fill("R. Vance");
    await reviewed.getByLabel("Role").fill("Deputy General Counsel");
    await page.getByRole("group", { name: /Signed by/ }).getByLabel("Role").fill("General Counsel");
    await page.getByRole("button", { name: "Sign this run" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Signed" }), "it is signed").toBeVisible({ timeout: 90_000 });
    await expect(page.getByText("R. Vance, Deputy General Counsel"), "with who reviewed it").toBeVisible();
    await expectAccessible(page, "a signed run");
    await page.getByRole("button", { name: "Save the signed PDF" }).click();
    await expect(page.getByText("copy.pdf is whole on disk.")).toBeVisible();
    expect(fs.readFileSync(office.file).subarray(0, 4).toString(), "the kept PDF is written").toBe("%PDF");
    await page.getByText("Amend this run").click();
    await page.getByLabel("Why it is amended").fill("the list of vendors was incomplete");
    await page.getByRole("button", { name: /as an amendment/ }).click();
    await expect(page, "the amendment opens").toHaveURL(/\/moved/, { timeout: 60_000 });
    await expect(page.getByText("Reason: the list of vendors was incomplete."), "and says why").toBeVisible();
  });
}

test("what is left is in view before signing, and the list says what is signed", async ({ office, page }) => {
  test.setTimeout(120_000);
  const run = await office.sample();
  await page.goto(`${office.address}/#/run/${run}/sign`);
  const findings = page.getByRole("region", { name: "Before you sign" });
  await expect(findings.getByText("Worth mending first"), "what is left is in view").toBeVisible();
  await expect(findings.getByText("None of this stops the signing."), "and stops nothing").toBeVisible();
  await findings.getByText(/^Unanswered, and in scope/).click();
  await expectAccessibleInBoth(page, "signing");
  const without = findings.getByRole("button", { name: /No legend is chosen/ });
  await without.click();
  const legends = page.getByRole("group", { name: /Legend on each page/ });
  await expect(legends.getByRole("radio").first(), "a finding leads to what is chosen").toBeFocused();
  await legends.getByRole("radio").nth(1).check();
  await expect(without, "chosen, it is found no more").toHaveCount(0);
  const legend = (await legends.locator("label").nth(1).textContent())?.trim() ?? "";
  await findings.getByRole("link", { name: /is not answered/ }).first().click();
  await expect(page, "a finding leads to where it is mended").toHaveURL(/\/questions\//);
  await page.goBack();
  const sign = page.getByRole("button", { name: "Sign this run" });
  await expect(sign, "not without a role").toBeDisabled();
  await page.getByRole("group", { name: "Signed by" }).getByLabel("Role").fill("General Counsel");
  const reviewer = page.getByRole("group", { name: /^Reviewed by/ });
  await reviewer.getByLabel("Name").fill("R. Vance");
  await expect(sign, "nor with half a reviewer").toBeDisabled();
  await reviewer.getByLabel("Name").fill("");
  await sign.click();
  await expect(page.getByRole("heading", { level: 1, name: "Signed" }), "the reader comes to the outcome").toBeFocused({
    timeout: 90_000,
  });
  await expect(page.getByText(legend, { exact: true }), "the legend of the kept PDF is said").toBeVisible();
  await page.goto(`${office.address}/#/`);
  await expect(page.getByRole("rowheader", { name: /^Run 2, signed/ }), "the list says it").toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "The run is signed" }), "and what was said of the run is not said on").toHaveCount(0);
  await page.goto(`${office.address}/#/run/${run}/actions`);
  await expect(page.getByText(/takes no more changes. What is done about its gaps goes on here/)).toBeVisible();
  const owner = page.getByRole("combobox", { name: /^Owner: / }).first();
  await owner.fill("Chief Risk Officer");
  await owner.blur();
  const owners = async (): Promise<(string | undefined)[]> =>
    (await office.call<{ rows: { action: { owner?: string } }[] }>("actions", { run })).rows.map(({ action }) => action.owner);
  await expect.poll(owners, { message: "what is done about a gap goes on" }).toContain("Chief Risk Officer");
  await page.keyboard.press("Control+z");
  await expect.poll(owners, { message: "and is undone there" }).not.toContain("Chief Risk Officer");
});
