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
  await expect(page.getByText("Northwind Robotics (fictional)").filter({ visible: true })).toHaveCount(1);
  const run = /run\/([0-9a-f]+)/.exec(page.url())?.[1] ?? "";
  const view = await office.call<RunView>("open_run", { run });
  const item = unanswered(view, "practice");
  await page.goto(`${office.address}/#/run/${run}/questions/${item}`);
  const title = view.items.find(({ id }) => id === item)?.title ?? "";
  await expect(page.getByRole("heading", { level: 1 }), "it is the question").toContainText(title);
  await page.getByRole("radio", { name: "Partly" }).check({ force: true });
  await expect
    .poll(async () => (await office.call<RunView>("open_run", { run })).answers[item]?.["verdict"], {
      message: "the sample's name signs at once, and none is asked for",
    })
    .toBe("partly");
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
  await expect(page.getByText(/Saved \d{1,2}:\d\d:\d\d [AP]M/).first(), "the time is in view").toBeVisible();
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
  const awaited = Object.values(view.state.standings).flatMap(({ on }) => on ?? []);
  const decision = awaited.find((id) => view.state.standings[id]?.is === "inScope") ?? "";
  await page.goto(`${office.address}/#/run/${run}/questions/${decision}`);
  const kept = async (): Promise<unknown> =>
    (await office.call<RunView>("open_run", { run })).answers[decision]?.choice;
  await page.getByRole("radio").first().check({ force: true });
  await expect(page.getByText("This choice changes what is asked."), "before it is applied").toBeVisible();
  await expect(page.getByText(/would come into scope/), "with what would come").toBeVisible();
  expect(await kept(), "and nothing is recorded yet").toBeUndefined();
  await page.getByRole("button", { name: "Leave it as it is" }).click();
  await expect(page.getByRole("radio").first(), "left, it stands as it was").not.toBeChecked();
  await page.keyboard.press("1");
  await expect(page.getByText("This choice changes what is asked.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Record the choice" }), "where it is recorded by a key").toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByText("This choice changes what is asked."), "Escape leaves it").toHaveCount(0);
  await expect(page.getByRole("radio").first(), "and stays at the options").toBeFocused();
  await page.keyboard.press("1");
  await expect(page.getByRole("button", { name: "Record the choice" })).toBeVisible();
  await page.keyboard.press("j");
  await expect(page.getByRole("radio", { name: /Not recorded yet/ })).toHaveCount(0);
  await page.getByRole("link", { name: "Overview" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  expect(await kept(), "moving on records nothing").toBeUndefined();
  await page.getByRole("link", { name: "1 choice not recorded" }).click();
  await expect(page.getByRole("radio", { name: /Not recorded yet/ }), "and loses nothing").toBeChecked();
  await page.keyboard.press("1");
  await expect.poll(kept, { message: "the same key again records it" }).toBeTruthy();
  await expect(page.getByText(/came into scope/), "and says what came").toBeVisible();
  await expect(page.getByRole("link", { name: "1 choice not recorded" })).toHaveCount(0);
});

test("the table edits in place, sorts, narrows, and keeps the place", async ({ office, page }) => {
  const run = await office.sample();
  const view = await office.call<RunView>("open_run", { run });
  const item = unanswered(view, "practice");
  const title = view.items.find(({ id }) => id === item)?.title ?? "";
  await page.goto(`${office.address}/#/run/${run}/questions/${item}`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.keyboard.press("t");
  const row = page.getByRole("row", { name: title });
  await expect(row, "the table opens at the same question").toHaveAttribute("aria-current", "true");
  await expect(row, "with the keyboard").toBeFocused();
  await page.keyboard.press("3");
  await expect(row.getByLabel("Answer to"), "digits give verdicts here too").toHaveValue("notInPlace");
  await row.getByLabel("Owner of").fill("CISO");
  const due = row.getByLabel("Due date of the action");
  await due.fill("December 11, 2026");
  await due.blur();
  await expect
    .poll(async () => {
      const { answers } = await office.call<RunView>("open_run", { run });
      const { rows } = await office.call<{ rows: { item: string; action: { due?: string } }[] }>("actions", { run });
      return [answers[item]?.owner, rows.find((action) => action.item === item)?.action.due];
    })
    .toEqual(["CISO", "2026-12-11"]);
  await due.fill("December 12, 2026");
  await due.blur();
  await expect(row.getByRole("status").getByText("falls on a weekend"), "a Saturday is questioned here too").toBeVisible();
  await row.getByLabel("Answer to").selectOption("notApplicable");
  await expect(page.getByRole("status").filter({ hasText: "Recorded: Not applicable." }), "a verdict is announced").toBeAttached();
  const why = page.getByRole("textbox", { name: "Why it is not applicable" });
  await expect(why, "and asks for the reason at once").toBeFocused();
  await why.fill("No product of ours does that.");
  await page.keyboard.press("Escape");
  await expect
    .poll(async () => (await office.call<RunView>("open_run", { run })).answers[item]?.reason)
    .toBe("No product of ours does that.");
  await expect(why, "given, it is asked no more").toHaveCount(0);
  await expect(row, "and one is at the row").toBeFocused();
  await page.keyboard.press("3");
  await expect(row.getByLabel("Answer to")).toHaveValue("notInPlace");
  await page.getByRole("button", { name: "Owner", exact: true }).click();
  await expect(page.getByRole("columnheader", { name: "Owner" })).toHaveAttribute("aria-sort", "ascending");
  await page.getByRole("combobox", { name: "Kind", exact: true }).selectOption("practice");
  await page.getByRole("button", { name: /^Not in place/ }).click();
  await expect(page.getByRole("status").getByText(/of \d+ items listed/), "the count follows, and is announced").toBeVisible();
  await row.getByLabel("Answer to").selectOption("alternative");
  await expect(row, "the filter takes the row away").toHaveCount(0);
  await expect(page.getByRole("textbox", { name: `${title}: The alternative measure` }), "what is missing is asked for all the same").toBeFocused();
  await page.keyboard.press("Escape");
  await page.keyboard.press("3");
  await expect(row).toBeVisible();
  const address = page.url();
  await page.getByRole("link", { name: title, exact: true }).click();
  await expect(
    page.locator("article").getByRole("heading", { level: 1 }),
    "one question, under the same filter",
  ).toContainText(title);
  await page.goBack();
  await expect(page, "back comes to the same table").toHaveURL(address);
});

test("the main job by keyboard alone", async ({ office, page }) => {
  const run = await office.sample();
  const view = await office.call<RunView>("open_run", { run });
  const item = unanswered(view, "practice");
  await page.goto(`${office.address}/#/run/${run}/questions/${item}`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.keyboard.press("2");
  await page.getByRole("radio", { name: "Partly" }).waitFor();
  const to = async (what: () => Promise<boolean>): Promise<void> => {
    for (let step = 0; step < 200; step += 1) {
      if (await what()) return;
      await page.keyboard.press("Tab");
    }
    throw new Error("the keyboard does not come there");
  };
  const focused = (id: string): (() => Promise<boolean>) => async () =>
    (await page.evaluate(() => document.activeElement?.id)) === id;
  const named = (name: string): (() => Promise<boolean>) => async () =>
    (await page.evaluate(() => document.activeElement?.textContent?.trim())) === name;
  await to(focused("field-facts"));
  await page.keyboard.type("The procedure covers two of three products.");
  await to(focused("field-basis"));
  await page.keyboard.type("Document seen");
  await to(focused("field-owner"));
  await page.keyboard.type("CISO");
  await page.keyboard.press("Escape");
  await page.keyboard.press("f");
  await page.keyboard.press("j");
  await expect
    .poll(async () => {
      const answer = (await office.call<RunView>("open_run", { run })).answers[item];
      return [answer?.verdict, answer?.facts, answer?.basis, answer?.owner, answer?.flag];
    })
    .toEqual(["partly", "The procedure covers two of three products.", "document", "CISO", true]);
  await to(named("Report"));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Report" })).toBeVisible();
  await to(named("Export…"));
  await page.keyboard.press("Enter");
  await expect(page.getByText("copy.pdf").first(), "exported without a mouse").toBeVisible({
    timeout: 60_000,
  });
});

test("pre-flight leads to the field, and the details can be corrected", async ({ office, page }) => {
  const run = await office.sample();
  const view = await office.call<RunView>("open_run", { run });
  const item = unanswered(view, "practice");
  await office.call("record_answer", { run, item, field: "verdict", value: "notApplicable" });
  await page.goto(`${office.address}/#/run/${run}/report`);
  await page.getByRole("link", { name: /say why it is not applicable/ }).click();
  await expect(page.getByLabel("Why it is not applicable"), "the field has the focus").toBeFocused();
  await page.goto(`${office.address}/#/run/${run}/profile`);
  await page.getByLabel("Which counsel directs it").fill("A. Counsel");
  await page.getByLabel("Which counsel directs it").blur();
  await expect
    .poll(async () => (await office.call<{ details: { directedBy: string } }>("open_run", { run })).details.directedBy)
    .toBe("A. Counsel");
  const organization = page.getByLabel("Organization");
  await organization.fill("");
  await organization.blur();
  await expect(page.getByText(/Name the organization/).first(), "an empty name is refused").toBeVisible();
});

test("a profile changed in mid-run shows first what it moves", async ({ office, page }) => {
  const run = await office.sample();
  await page.goto(`${office.address}/#/run/${run}/profile`);
  await page.getByRole("checkbox").first().setChecked(
    !(await page.getByRole("checkbox").first().isChecked()),
  );
  await expect(page.getByText(/would (come into|go out of) scope/).first(), "before it is applied").toBeVisible();
  const before = (await office.call<RunView>("open_run", { run })).state.standings;
  const changed = await page.getByRole("checkbox").first().isChecked();
  await page.locator(".preview").getByRole("link").first().click();
  await expect(page, "an item that would move is looked at").toHaveURL(/\/questions\//);
  await page.getByRole("link", { name: "Profile not applied" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Profile" })).toBeVisible();
  await expect(page.getByRole("checkbox").first(), "and the change is as it was left").toBeChecked({ checked: changed });
  await page.getByRole("button", { name: "Apply this profile" }).click();
  await expect(page.getByText("The profile is recorded.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "What would move" }), "the keyboard stays beside it").toBeFocused();
  const after = (await office.call<RunView>("open_run", { run })).state.standings;
  expect(after, "and then it has moved").not.toEqual(before);
  await page.keyboard.press("Control+z");
  await expect(page.getByText(/^Undone/).first()).toBeVisible();
  await expect(page.getByText("The profile is recorded."), "which is not said beside it").toHaveCount(0);
});

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
  await page.getByRole("button", { name: "Export…" }).click();
  await expect(page.getByText("copy.pdf").first(), "the name is shown").toBeVisible({ timeout: 60_000 });
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
