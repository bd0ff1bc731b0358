// The workspace: words are found, lists are narrowed, numbers open, actions are set together, and
// assessments are duplicated, put away, deleted and brought back.

import { type Office, type RunView, expect, expectAccessibleInBoth, test } from "./office";

interface Actions {
  rows: { item: string; title: string; action: { owner?: string; due?: string } }[];
}

/** Practices of a run that are asked, in the pack's order. */
function practices(view: RunView, count: number): { id: string; title: string }[] {
  const asked = view.items.filter(
    (item) => item.kind.is === "practice" && view.state.standings[item.id]?.is === "inScope",
  );
  return asked.slice(0, count);
}

async function answer(office: Office, run: string, item: string, field: string, value: string): Promise<void> {
  await office.call("record_answer", { run, item, field, value });
}

test("words in an answer are found while they are typed, and back comes to the same list", async ({ office, page }) => {
  const run = await office.sample();
  const view = await office.call<RunView>("open_run", { run });
  const [one, other] = practices(view, 2);
  await answer(office, run, one!.id, "facts", "Held in the Zanzibar register.");
  await answer(office, run, other!.id, "analysis", "See the Zanzibar memorandum.");
  await page.goto(`${office.address}/#/run/${run}/questions/${one!.id}`);
  const find = page.getByRole("searchbox", { name: "Find in questions and answers" });
  const tree = page.getByRole("navigation", { name: "Questions by provision" });
  await find.fill("zanz");
  const listed = tree.getByRole("listitem").getByRole("link");
  await expect(listed, "both answers hold a word that begins so").toHaveCount(2);
  await find.fill("zanz memo");
  await expect(listed, "one holds both words").toHaveCount(1);
  await expect(page, "the words are in the address").toHaveURL(/find=zanz\+memo/);
  await listed.click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(other!.title);
  await page.getByRole("link", { name: "Overview" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  await page.goBack();
  await expect(find, "the list is as it was left").toHaveValue("zanz memo");
  await expect(listed).toHaveCount(1);
  await find.fill("covered frontier model");
  await tree.getByText(/Also in the words of/).click();
  await tree.getByRole("link", { name: /^§/ }).first().click();
  await expect(page, "the order’s own words lead to the order").toHaveURL(/\/order\//);
});

test("words are found across all assessments", async ({ office, page }) => {
  const run = await office.sample();
  const view = await office.call<RunView>("open_run", { run });
  const [one] = practices(view, 1);
  await answer(office, run, one!.id, "facts", "Held in the Zanzibar register.");
  await page.goto(`${office.address}/#/`);
  const find = page.getByRole("searchbox", { name: "Find in all assessments" });
  await find.fill("zanzibar");
  const hit = page.getByRole("listitem").filter({ hasText: "Held in the" });
  await expect(hit.locator("mark"), "the word is marked in its place").toHaveText("Zanzibar");
  await expect(page, "and stands in the address").toHaveURL(/#\/\?find=zanzibar/);
  await expectAccessibleInBoth(page, "what was found");
  await hit.getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1 }), "it leads to the answer").toContainText(one!.title);
  await page.goBack();
  await expect(find, "and back to what was found").toHaveValue("zanzibar");
  await find.fill("northwind");
  await expect(page.getByRole("heading", { name: /Northwind/ }).first(), "names are found too").toBeVisible();
  await find.fill("qqqq");
  await expect(page.getByText("Nothing is found.", { exact: false })).toBeVisible();
});

test("filters count what they list, and stand in the address", async ({ office, page }) => {
  const run = await office.sample();
  const view = await office.call<RunView>("open_run", { run });
  const [one, other] = practices(view, 2);
  await answer(office, run, one!.id, "verdict", "inPlace");
  await answer(office, run, one!.id, "basis", "assumed");
  await answer(office, run, other!.id, "owner", "M. Okafor");
  await office.call("save_settings", { settings: { author: "M. Okafor" } });
  await page.goto(`${office.address}/#/run/${run}/questions/${one!.id}?as=table`);
  await expect(page.getByRole("table")).toBeVisible();
  const rows = page.getByRole("table").getByRole("rowheader");
  for (const name of [
    "Unanswered", "Open", "Waiting", "Partly", "Not in place", "Not sure", "Not applicable",
    "No document or test", "Rests on assumption", "Overdue", "Mine, by owner",
  ]) {
    const button = page.getByRole("button", { name: new RegExp(`^${name} \\d+$`) });
    const count = Number((await button.textContent())?.match(/\d+$/)?.[0]);
    if (count === 0) continue;
    await button.click();
    await expect(page.getByText(new RegExp(`^${count} of \\d+ items listed`)), name).toBeVisible();
    await expect(rows, `as many rows as ${name} counts`).toHaveCount(count);
    await expect(page, "in the address").toHaveURL(/show=/);
    await button.click();
  }
  await page.getByRole("combobox", { name: "Consequence" }).selectOption("high");
  await page.getByRole("combobox", { name: "Instrument" }).selectOption({ index: 1 });
  await expect(page, "facets too").toHaveURL(/severity=high.*instrument=|instrument=.*severity=high/);
  const address = page.url();
  await page.getByRole("link", { name: "Overview" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  await page.goBack();
  await expect(page, "back comes to the same list").toHaveURL(address);
});

test("every number of the overview opens to what is behind it, by keyboard", async ({ office, page }) => {
  const run = await office.sample();
  await page.goto(`${office.address}/#/run/${run}/overview`);
  const map = page.getByRole("table", { name: /Where it is thin/ });
  await expect(map.getByRole("columnheader").first(), "it is a table to a screen reader").toBeAttached();
  const cell = map.getByRole("button").first();
  await cell.focus();
  await page.keyboard.press("Enter");
  await expect(cell, "the cell is open").toHaveAttribute("aria-expanded", "true");
  await expect(page.locator("#heat-behind").getByText(/half-points/).first(), "with the arithmetic").toBeVisible();
  await expect(page, "and in the address").toHaveURL(/cell=/);
  await page.getByText(/items? waits?$/).first().click();
  await page.getByText(/questions? not yet established/).click();
  await expectAccessibleInBoth(page, "an overview with all open");
  await page.locator("#heat-behind").getByRole("link").first().click();
  await expect(page.locator("article").getByRole("heading", { level: 1 }), "an item leads to its question").toBeVisible();
  await page.goBack();
  await expect(map.locator("[aria-expanded=true]"), "and back to the open cell").toHaveCount(1);
});

test("actions are gathered, and several are set at once", async ({ office, page }) => {
  const run = await office.sample();
  const view = await office.call<RunView>("open_run", { run });
  for (const { id } of practices(view, 4)) await answer(office, run, id, "verdict", "notInPlace");
  const before = await office.call<Actions>("actions", { run });
  await page.goto(`${office.address}/#/run/${run}/actions`);
  const [one, other] = before.rows;
  await page.getByRole("checkbox", { name: `Select “${one!.title}”` }).check();
  await page.getByRole("checkbox", { name: `Select “${other!.title}”` }).check();
  const together = page.getByRole("group", { name: "Change the selected actions together" });
  await together.getByRole("combobox", { name: "Owner" }).fill("Head of Platform");
  await together.getByRole("button", { name: "Set owner" }).click();
  await expect(page.getByText("Recorded for 2 actions.").first(), "it says for how many").toBeVisible();
  await together.getByRole("textbox", { name: "Due" }).fill("December 12, 2026");
  await together.getByRole("button", { name: "Set due date" }).click();
  await expect(
    page.getByText("Recorded for 2 actions. The due date falls on a weekend: December 12, 2026.").first(),
    "a weekend is questioned",
  ).toBeVisible();
  await together.getByRole("textbox", { name: "Due" }).fill("someday");
  await together.getByRole("button", { name: "Set due date" }).click();
  await expect(page.getByText(/someday/).first(), "what is no date is refused in words").toBeVisible();
  const after = await office.call<Actions>("actions", { run });
  for (const { item, action } of after.rows) {
    const isChosen = item === one!.item || item === other!.item;
    if (isChosen) expect(action, "both have both").toMatchObject({ owner: "Head of Platform", due: "2026-12-12" });
    else expect(action.owner, "the others have neither").not.toBe("Head of Platform");
  }
  const main = page.getByRole("main");
  const box = page.getByRole("checkbox", { name: `Select “${other!.title}”` });
  await box.focus();
  await main.evaluate((list) => list.scrollTo(0, 150));
  await page.keyboard.press("Control+z");
  await expect(page.getByRole("region", { name: "What was undone" }), "it says what was undone").toBeVisible();
  await expect(box, "what is undone leaves the keyboard in the list").toBeFocused();
  await expect(main, "and the list where it was").toHaveJSProperty("scrollTop", 150);
  await page.keyboard.press("Control+Shift+z");
  await expectAccessibleInBoth(page, "actions with a selection");
  await page.getByRole("button", { name: "Owner", exact: true }).click();
  await expect(page.getByRole("heading", { level: 2, name: /Head of Platform/ }), "by owner").toBeVisible();
  await page.getByRole("button", { name: "Month due" }).click();
  await expect(page.getByRole("heading", { level: 2, name: /December 2026/ }), "by month").toBeVisible();
  await expect(page).toHaveURL(/by=month/);
  const status = page.getByRole("combobox", { name: `Status: ${one!.title}` });
  await status.selectOption({ label: "Done: check again" });
  const verdict = async (): Promise<unknown> =>
    (await office.call<RunView>("open_run", { run })).answers[one!.item]?.["verdict"];
  const was = await verdict();
  const entry = page.locator("tbody").filter({ has: page.getByRole("link", { name: one!.title, exact: true }) });
  await entry.getByRole("link", { name: "Check the question again" }).click();
  await expect(page, "done sends back to the question").toHaveURL(new RegExp(`/questions/${one!.item}`));
  expect(await verdict(), "and changes no verdict").toBe(was);
});

test("an assessment is duplicated, archived and restored", async ({ office, page }) => {
  await office.sample();
  await page.goto(`${office.address}/#/`);
  await page.getByLabel(/^More: duplicate, archive, hold, delete or destroy Northwind/).first().click();
  await expectAccessibleInBoth(page, "the list with an open menu");
  const menu = page.getByRole("button", { name: "Duplicate", exact: true });
  const more = page.getByLabel(/^More: duplicate, archive, hold, delete or destroy Northwind/).first();
  await page.keyboard.press("Escape");
  await expect(menu, "Escape closes it").toBeHidden();
  await expect(more, "and the keyboard stays").toBeFocused();
  await more.click();
  await expect(menu).toBeVisible();
  await page.getByRole("heading", { level: 1 }).click();
  await expect(menu, "and so does a click beside it").toBeHidden();
  await more.click();
  await menu.click();
  await expect(page.getByLabel("Unit or program"), "the copy opens where it is named").toHaveValue(/\(copy\)|Copy/);
  await page.goto(`${office.address}/#/`);
  await page.reload();
  const copy = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: /copy/i }) });
  await copy.locator("summary").click();
  await copy.getByRole("button", { name: "Archive", exact: true }).click();
  await expect(page.getByText("The assessment is archived.").first()).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 }), "what was acted on is gone, and the keyboard is not").toBeFocused();
  await page.getByText("Archived (1)").click();
  await expectAccessibleInBoth(page, "the list with what is archived");
  await copy.getByRole("link", { name: /^Read/ }).first().click();
  await expect(page.getByText(/This assessment is archived/).first(), "it is read only, and says why").toBeVisible();
  await expect(page.getByText("The assessment is archived."), "what was said of the list is not said on").toHaveCount(0);
  await page.getByRole("link", { name: "What moved" }).click();
  await expect(page.getByRole("button", { name: /^Create run/ }), "and no run follows it").toBeDisabled();
  await expect(page.getByRole("main").getByText(/This assessment is archived/), "for the same reason").toBeVisible();
  await page.goBack();
  await page.goBack();
  await page.getByText("Archived (1)").click();
  await page.getByRole("button", { name: /^Restore:/ }).click();
  await expect(page.getByText("Archived (1)"), "and comes back").toBeHidden();
});

test("a deletion takes the name typed, and can be undone", async ({ office, page }) => {
  const run = await office.sample();
  const rows = await office.call<{ name: string; runs: { id: string }[] }[]>("assessments");
  const name = rows.find(({ runs }) => runs.some(({ id }) => id === run))!.name;
  await page.goto(`${office.address}/#/`);
  const entry = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name, exact: true }) });
  await entry.locator("summary").click();
  await entry.getByRole("button", { name: "Delete…" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(entry.locator("summary"), "left, one is where one was").toBeFocused();
  await entry.locator("summary").click();
  await entry.getByRole("button", { name: "Delete…" }).click();
  const yes = dialog.getByRole("button", { name: "Delete this assessment" });
  await expect(yes, "not without the name").toBeDisabled();
  await dialog.getByLabel("Name of the assessment").fill("Northwind");
  await expect(yes, "nor with a part of it").toBeDisabled();
  await expectAccessibleInBoth(page, "the question before a deletion");
  await dialog.getByLabel("Name of the assessment").fill(name);
  await yes.click();
  await expect(page.getByText(/The backup is proviso-deletion-/).first(), "a backup was made first").toBeVisible({ timeout: 60_000 });
  await expect(entry, "it has left the list").toBeHidden();
  await page.getByText(/^Deleted \(1\)/).click();
  await page.getByRole("button", { name: `Recover: ${name}` }).click();
  await expect(page.getByText(/^Deleted \(1\)/), "none is deleted any more").toBeHidden();
  await expect(entry, "and is back").toBeVisible();
  const view = await office.call<{ readOnly: string | null }>("open_run", { run });
  expect(view.readOnly, "open to changes").toBeNull();
});
