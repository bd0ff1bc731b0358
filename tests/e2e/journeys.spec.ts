// What counsel does, in the browser against the real commands.

import fs from "node:fs";

import { type RunView, expect, test, unanswered } from "./office";

test("a new assessment is made, and the name is asked for once", async ({ office, page }) => {
  await page.goto(office.address);
  await page.getByRole("link", { name: "New assessment" }).or(page.getByRole("button", { name: "New assessment" })).first().click();
  await page.getByRole("textbox", { name: "Organization" }).fill("Example Robotics");
  await page.getByRole("textbox", { name: "Matter" }).fill("2026-0417");
  await page.getByRole("checkbox", { name: /Enterprise adopter/ }).check();
  await expect(page.getByText(/items would be asked/).first(), "the preview counts").toBeVisible();
  await page.getByLabel(/your name/i).fill("M. Okafor");
  await page.getByRole("button", { name: "Start the assessment" }).click();
  await expect(page, "the run opens").toHaveURL(/#\/run\/[0-9a-f]+\/questions/);
  const rows = await office.call<{ name: string }[]>("assessments");
  expect(rows[0]?.name, "it is on disk").toBe("Example Robotics");
  await expect(page.getByText(/Law as of/).first(), "the law date is in view").toBeVisible();
});

test("the first page offers the sample in one click", async ({ office, page }) => {
  await page.goto(office.address);
  await page.getByRole("button", { name: "Open the sample" }).click();
  await expect(page, "its run opens").toHaveURL(/#\/run\/[0-9a-f]+/);
  await expect(page.getByText("Northwind Robotics (fictional)").first()).toBeVisible();
});

test("an answer by keys is saved, said to be saved, and found after a restart", async ({ office, page }) => {
  const run = await office.sample();
  const item = unanswered(await office.call<RunView>("open_run", { run }), "practice");
  await page.goto(`${office.address}/#/run/${run}/questions/${item}`);
  await expect(page.getByRole("radio", { name: "In place", exact: true })).toBeAttached();
  await page.locator("h1").click();
  await page.keyboard.press("2");
  await expect(page.getByRole("radio", { name: "Partly" }), "the digit gives the verdict").toBeChecked();
  await page.getByLabel(/^Facts/).fill("Template v3 has 2 of 4 clauses.");
  await page.getByLabel(/^Facts/).blur();
  await expect(page.getByText(/Saved \d\d:\d\d:\d\d/).first(), "the time is in view").toBeVisible();
  await expect
    .poll(async () => (await office.call<RunView>("open_run", { run })).answers[item]?.facts)
    .toBe("Template v3 has 2 of 4 clauses.");
  await office.close("SIGKILL");
  await office.open();
  const view = await office.call<RunView>("open_run", { run });
  expect(view.answers[item], "verdict and facts survive a crash").toMatchObject({
    verdict: "partly",
    facts: "Template v3 has 2 of 4 clauses.",
  });
});

test("what is being typed survives a crash", async ({ office, page }) => {
  const run = await office.sample();
  const item = unanswered(await office.call<RunView>("open_run", { run }), "practice");
  await page.goto(`${office.address}/#/run/${run}/questions/${item}`);
  const written = page.waitForResponse((answer) => answer.url().endsWith("/invoke/save_draft"));
  await page.getByLabel(/^Counsel.s analysis/).pressSequentially("Section 5(c) leaves us with contract");
  await written;
  await expect
    .poll(async () => {
      const view = await office.call<{ drafts: { text: string }[] }>("open_run", { run });
      return view.drafts[0]?.text;
    })
    .toBe("Section 5(c) leaves us with contract");
  await office.close("SIGKILL");
  await office.open();
  await page.goto(`${office.address}/#/run/${run}/questions/${item}`);
  await expect(page.getByLabel(/^Counsel.s analysis/), "the words are there again").toHaveValue(
    "Section 5(c) leaves us with contract",
  );
});

test("not applicable asks why, and digits in a field are text", async ({ office, page }) => {
  const run = await office.sample();
  const item = unanswered(await office.call<RunView>("open_run", { run }), "practice");
  await page.goto(`${office.address}/#/run/${run}/questions/${item}`);
  await page.getByRole("radio", { name: "Not applicable" }).check({ force: true });
  const why = page.getByLabel(/^Why it is not applicable/);
  await expect(why, "the reason is asked for at once").toBeVisible();
  await why.fill("5 of 5 products run on the customer's own model.");
  await why.blur();
  await expect(page.getByRole("radio", { name: "Not applicable" }), "the digits stayed text").toBeChecked();
});

test("a decision says what comes into scope", async ({ office, page }) => {
  const run = await office.sample();
  const view = await office.call<RunView>("open_run", { run });
  const waiting = view.state.progress.waiting ?? 0;
  expect(waiting, "the sample has items that wait").toBeGreaterThan(0);
  const decision = unanswered({ ...view, answers: decided(view) }, "decision");
  await page.goto(`${office.address}/#/run/${run}/questions/${decision}`);
  await page.getByRole("radio").first().check({ force: true });
  await expect
    .poll(async () => (await office.call<RunView>("open_run", { run })).answers[decision]?.choice)
    .toBeTruthy();
});

/** Answers in which a decision counts only once an option was chosen. */
function decided(view: RunView): RunView["answers"] {
  const entries = Object.entries(view.answers).filter(([, answer]) => answer?.choice !== undefined);
  return Object.fromEntries(entries);
}

test("the overview opens from a bar to its items", async ({ office, page }) => {
  const run = await office.sample();
  await page.goto(`${office.address}/#/run/${run}/overview`);
  await expect(page.getByText(/\d+ to \d+ %/).first(), "a bar has its text").toBeVisible();
  await page.getByRole("button", { name: /All practices asked/ }).click();
  await expect(page.getByText(/half-points/).first(), "the arithmetic is in words").toBeVisible();
});

test("a due date on a weekend is questioned and kept", async ({ office, page }) => {
  const run = await office.sample();
  await page.goto(`${office.address}/#/run/${run}/actions`);
  const due = page.getByLabel(/^Due/).first();
  await due.fill("December 12, 2026");
  await due.blur();
  await expect(page.getByText("falls on a weekend").first(), "a Saturday is questioned").toBeVisible();
  await expect(due, "and kept").toHaveValue("December 12, 2026");
});

test("an export writes a PDF; no legend is chosen beforehand", async ({ office, page }) => {
  const run = await office.sample();
  await page.goto(`${office.address}/#/run/${run}/report`);
  await expect(page.getByText("No legend is chosen").first(), "pre-flight says so").toBeVisible();
  await page.getByRole("radio", { name: "Privileged and confidential: attorney-client communication", exact: true }).check({ force: true });
  await page.getByRole("button", { name: /Export the PDF/ }).click();
  await expect(page.getByText("copy.pdf").first(), "the name is shown").toBeVisible({ timeout: 30_000 });
  expect(fs.readFileSync(office.file).subarray(0, 8).toString(), "it is a PDF").toBe("%PDF-1.7");
  await expect(page.locator("body"), "the folder is not").not.toContainText(office.folder);
});

test("an unknown run in the address is said plainly, and back works", async ({ office, page }) => {
  const run = await office.sample();
  await page.goto(`${office.address}/#/run/${run}/overview`);
  await expect(page.getByText(/Practices in place/).first()).toBeVisible();
  await page.goto(`${office.address}/#/run/00000000/questions`);
  await expect(page.getByText(/There is no run/).first(), "one sentence").toBeVisible();
  await page.goBack();
  await expect(page.getByText(/Practices in place/).first(), "back to the overview").toBeVisible();
});

test("keys are listed, and can be switched off", async ({ office, page }) => {
  const run = await office.sample();
  const item = unanswered(await office.call<RunView>("open_run", { run }), "practice");
  await page.goto(`${office.address}/#/run/${run}/questions/${item}`);
  await page.locator("h1").click();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog"), "the question mark shows all keys").toBeVisible();
  await page.keyboard.press("Escape");
  const settings = { author: "M. Okafor", theme: "system", singleKeys: false };
  await office.call("save_settings", { settings });
  await page.reload();
  await page.locator("h1").click();
  await page.keyboard.press("2");
  await expect(page.getByRole("radio", { name: "Partly" }), "a digit does nothing now").not.toBeChecked();
});
