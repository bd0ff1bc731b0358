// The run: evidence, undo and history, by keyboard alone, at 200 % zoom, and how long things take.

import fs from "node:fs";
import path from "node:path";

import type { Page } from "@playwright/test";

import { type Office, type RunView, expect, expectAccessible, test, unanswered } from "./office";

interface Evidence {
  id: string;
  evidence: { title: string; seenOn?: string; copy?: { name: string; bytes: number } };
}

type Run = RunView & { evidence: Record<string, Evidence[] | undefined> };

/** Opens the sample at a practice that has no answer yet. */
async function atPractice(office: Office, page: Page): Promise<{ run: string; item: string }> {
  const run = await office.sample();
  const item = unanswered(await office.call<Run>("open_run", { run }), "practice");
  await page.goto(`${office.address}/#/run/${run}/questions/${item}`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  return { run, item };
}

const evidenceOf = async (office: Office, run: string, item: string): Promise<Evidence[]> =>
  (await office.call<Run>("open_run", { run })).evidence[item] ?? [];

const answerOf = async (office: Office, run: string, item: string) =>
  (await office.call<Run>("open_run", { run })).answers[item];

/** Drops files onto the window: the system's part through the bridge, the page's as its own event. */
async function drop(office: Office, page: Page, ...files: string[]): Promise<void> {
  await fetch(`${office.address}/drop`, { method: "POST", body: JSON.stringify(files) });
  const data = await page.evaluateHandle((many) => {
    const carried = new DataTransfer();
    for (let at = 0; at < many; at += 1) carried.items.add(new File(["x"], "x"));
    return carried;
  }, files.length);
  await page.dispatchEvent("body", "dragenter", { dataTransfer: data });
  await expect(page.getByText(/^Drop to keep a copy under/), "the window says where it will go").toBeVisible();
  await expect(
    page.getByText(/No classified information, CUI/).first(),
    "and what must not be put there",
  ).toBeVisible();
  await page.dispatchEvent("body", "drop", { dataTransfer: data });
}

test("evidence by reference is typed, refused where it names nothing, changed and taken away", async ({
  office,
  page,
}) => {
  const { run, item } = await atPractice(office, page);
  await page.keyboard.press("1");
  await page.getByRole("button", { name: "Refer to where it is held" }).click();
  const title = page.getByRole("textbox", { name: "Document", exact: true });
  await expect(title, "one comes into the form").toBeFocused();
  await page.getByLabel("Where it is held").fill("Legal drive, folder 7");
  await page.getByLabel("Seen on", { exact: true }).fill("sometime");
  await title.fill("Template v3");
  await page.getByRole("button", { name: "Record the reference" }).click();
  await expect(page.getByText(/^Seen on: /), "a date that cannot be read is said at the form").toBeVisible();
  await page.getByLabel("Seen on", { exact: true }).fill("9/2/2026");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Legal drive, folder 7 · seen September 2, 2026")).toBeVisible();
  expect((await evidenceOf(office, run, item))[0]?.evidence.seenOn, "it is on disk").toBe("2026-09-02");
  await page.getByRole("button", { name: /^Change what is said of/ }).click();
  await page.getByLabel("Stale after").fill("September 30, 2026");
  await page.getByRole("button", { name: "Record the change" }).click();
  await expect(page.getByText("Stale", { exact: true }), "past its day, it says so").toBeVisible();
  await page.getByRole("button", { name: /^Take away “Template v3”/ }).click();
  await expect.poll(() => evidenceOf(office, run, item)).toEqual([]);
  await page.getByText("History of this answer").click();
  await expect(page.getByText("Evidence taken away"), "the history keeps it").toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(page.getByText("Legal drive, folder 7 · seen September 2, 2026"), "and undo brings it back").toBeVisible();
});

test("dropped files are kept once, named where they cannot be, opened and taken back by one undo", async ({
  office,
  page,
}) => {
  const { run, item } = await atPractice(office, page);
  const minutes = path.join(office.folder, "minutes.pdf");
  const empty = path.join(office.folder, "empty.pdf");
  fs.writeFileSync(minutes, "%PDF-1.7 minutes");
  fs.writeFileSync(empty, "");
  await drop(office, page, minutes, empty);
  await expect(page.getByText("Copy kept: minutes.pdf, 16 bytes")).toBeVisible();
  await expect(page.getByText("“empty.pdf” is empty"), "what cannot be kept is named").toBeVisible();
  await expect(page.locator("body"), "no folder crosses to the page").not.toContainText(office.folder);
  await page.getByRole("button", { name: "Open the copy of “minutes.pdf”" }).click();
  const opened = path.join(office.folder, "opened");
  await expect
    .poll(() => (fs.existsSync(opened) ? fs.readdirSync(opened) : []), { message: "one copy is opened" })
    .toHaveLength(1);
  await expect(page.locator(".notice").getByText(/^A copy is opened read-only/), "and that is said").toBeVisible();
  fs.rmSync(minutes);
  await page.getByRole("button", { name: "Save a copy… of “minutes.pdf”" }).click();
  await expect(page.locator(".notice").getByText("Saved as copy.pdf."), "the copy is written").toBeVisible();
  expect(fs.readFileSync(office.file, "utf8"), "byte for byte").toBe("%PDF-1.7 minutes");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText(/^Undone: .*evidence “minutes.pdf” added\.$/).first()).toBeVisible();
  expect(await evidenceOf(office, run, item), "one undo takes it back").toEqual([]);
  await page.getByRole("link", { name: "Overview" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  fs.writeFileSync(minutes, "%PDF-1.7 minutes");
  await fetch(`${office.address}/drop`, { method: "POST", body: JSON.stringify([minutes]) });
  await page.dispatchEvent("body", "drop");
  const nowhere = page.getByRole("region", { name: "Evidence" });
  await expect(nowhere, "where there is no question, it says what to do").toContainText("Open a question");
  await page.goBack();
  await expect(page.locator("article").getByRole("heading", { level: 1 })).toBeVisible();
  expect(await evidenceOf(office, run, item), "dropped where there is no question, nothing is kept").toEqual([]);
});

test("undo and redo go across screens and a restart; inside a field they are the field's", async ({
  office,
  page,
}) => {
  const { run, item } = await atPractice(office, page);
  await page.keyboard.press("2");
  await expect.poll(async () => (await answerOf(office, run, item))?.verdict).toBe("partly");
  const facts = page.getByLabel(/^Facts/);
  await facts.fill("Two of three products.");
  await facts.blur();
  await expect.poll(async () => (await answerOf(office, run, item))?.facts).toBe("Two of three products.");
  await facts.focus();
  await page.keyboard.press("End");
  await page.keyboard.type(" More");
  for (let typed = 0; typed < 5; typed += 1) await page.keyboard.press("Control+z");
  expect((await answerOf(office, run, item))?.verdict, "typing is the field's to undo").toBe("partly");
  await facts.fill("Two of three products.");
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Overview" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(page.getByText(/^Undone: .*Facts added\.$/).first(), "it says what it took back").toBeVisible();
  expect(await answerOf(office, run, item), "on disk at once").toEqual({ verdict: "partly" });
  await office.close("SIGKILL");
  await office.open();
  await page.goto(`${office.address}/#/run/${run}/report`);
  await expect(page.getByRole("heading", { level: 1, name: "Report" })).toBeVisible();
  await page.keyboard.press("Control+Shift+z");
  await expect.poll(async () => (await answerOf(office, run, item))?.facts, {
    message: "made again after a restart, from another screen",
  }).toBe("Two of three products.");
  await page.getByRole("link", { name: "Open the question" }).click();
  await expect(page.getByLabel(/^Facts/)).toHaveValue("Two of three products.");
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await expect(page.getByRole("radio", { name: "Partly" }), "the verdict goes last").not.toBeChecked();
});

test("what was undone stands below everything and covers nothing, and no verdict breaks", async ({ office, page }) => {
  await atPractice(office, page);
  await page.keyboard.press("2");
  await expect(page.getByRole("radio", { name: "Partly" })).toBeChecked();
  await page.keyboard.press("Control+z");
  const bar = page.getByRole("region", { name: "What was undone" });
  await expect(bar).toBeVisible();
  for (const [width, height] of [[900, 600], [1180, 640], [1280, 720], [1280, 860], [1600, 900]] as const) {
    await page.setViewportSize({ width, height });
    await expect
      .poll(
        async () => {
          const top = (await bar.boundingBox())?.y ?? 0;
          const panes = await page.locator(".panes").boundingBox();
          return (panes?.y ?? 0) + (panes?.height ?? 0) - top;
        },
        { message: `the panes end above it at ${width} × ${height}` },
      )
      .toBeLessThanOrEqual(0.5);
    const next = page.getByRole("button", { name: /Next question/ }).last();
    await next.scrollIntoViewIfNeeded();
    await next.click({ trial: true });
    const heights = await page.locator("label.verdict").evaluateAll((all) => all.map((one) => one.clientHeight));
    expect(new Set(heights).size, `each verdict takes one line at ${width} px`).toBe(1);
    expect(heights[0], "and not two").toBeLessThan(46);
  }
});

test("the history says what changed word by word and brings a state back", async ({ office, page }) => {
  const { run, item } = await atPractice(office, page);
  const record = (field: string, value: string) =>
    office.call("record_answer", { run, item, field, value });
  await record("verdict", "notInPlace");
  await record("facts", "Two of three products are covered.");
  await record("facts", "All of three products are covered.");
  await page.reload();
  await page.getByText("History of this answer").click();
  const states = page.locator("details ol > li");
  await expect(states, "one entry for each change").toHaveCount(3);
  await expect(states.first().locator("del"), "what was there").toContainText("Two");
  await expect(states.first().locator("ins"), "what is there now").toContainText("All");
  await expect(states.first(), "with the name").toContainText("M. Okafor");
  await expect(
    states.first().getByRole("button"),
    "the present state is not brought back",
  ).toHaveCount(0);
  await states.last().getByRole("button", { name: /^Bring this state back/ }).click();
  await expect.poll(() => answerOf(office, run, item)).toEqual({ verdict: "notInPlace" });
  await expect(states, "as a new entry").toHaveCount(4);
  await expect(states.first()).toContainText("Brought back from the history");
});

test("a closed run is read, and offers nothing that would change it", async ({ office, page }) => {
  await office.sample();
  const rows = await office.call<{ runs: { id: string; readOnly: boolean }[] }[]>("assessments");
  const closed = rows.flatMap(({ runs }) => runs).find(({ readOnly }) => readOnly);
  expect(closed, "the sample has a run that is followed").toBeDefined();
  const view = await office.call<Run>("open_run", { run: closed?.id });
  const item = view.items.find(({ id, kind }) => kind.is === "practice" && view.answers[id]?.verdict)?.id ?? "";
  await page.goto(`${office.address}/#/run/${closed?.id}/questions/${item}`);
  await expect(page.getByText(/takes no more changes/).first(), "it says so, and why").toBeVisible();
  await expect(page.getByLabel(/^Facts/)).toHaveAttribute("readonly", "");
  await expect(page.getByRole("radio", { name: "Partly" })).toBeDisabled();
  await expect(page.getByRole("button", { name: "Refer to where it is held" })).toHaveCount(0);
  await page.keyboard.press("3");
  await page.keyboard.press("Control+z");
  await expect(page.getByRole("status").filter({ hasText: /takes no more changes/ }).first()).toBeAttached();
  const after = await office.call<Run>("open_run", { run: closed?.id });
  expect(after.answers, "nothing changed").toEqual(view.answers);
  await expectAccessible(page, "a closed run");
});

test("a run by keyboard alone: verdict, reason, evidence, history, undo, table", async ({ office, page }) => {
  const { run, item } = await atPractice(office, page);
  const to = async (what: string, is: () => Promise<boolean>): Promise<void> => {
    for (let step = 0; step < 250; step += 1) {
      if (await is()) return;
      await page.keyboard.press("Tab");
    }
    throw new Error(`the keyboard does not come to ${what}`);
  };
  const on = (text: string) => async (): Promise<boolean> =>
    page.evaluate((wanted) => {
      const at = document.activeElement;
      const name = at?.getAttribute("aria-label") ?? at?.textContent ?? "";
      const shows = at instanceof HTMLElement && getComputedStyle(at).outlineStyle !== "none";
      if (!name.trim().startsWith(wanted)) return false;
      if (!shows && at?.tagName === "BUTTON") throw new Error(`no focus is seen on ${wanted}`);
      return true;
    }, text);
  await page.keyboard.press("5");
  const reason = page.getByLabel("Why it is not applicable");
  await expect(reason, "the digit asks for the reason").toBeFocused();
  await page.keyboard.type("Every product runs on the customer's own model.");
  await page.keyboard.press("Escape");
  await page.keyboard.press("4");
  await expect(page.getByRole("textbox", { name: "The alternative measure" }), "and so does another for the measure").toBeFocused();
  await page.keyboard.type("A quarterly review by the risk office.");
  await page.keyboard.press("Escape");
  await expect.poll(async () => (await answerOf(office, run, item))?.measure).toBeTruthy();
  await to("the reference", on("Refer to where it is held"));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "Document", exact: true }), "one comes into the form").toBeFocused();
  await page.keyboard.type("Risk office charter");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Intranet, Risk");
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await evidenceOf(office, run, item)).length).toBe(1);
  await expect(page.locator("#evidence-heading"), "recorded, one is back where it was opened from").toBeFocused();
  await to("the history", on("History of this answer"));
  await page.keyboard.press("Enter");
  await expect(page.getByText("Evidence added")).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect.poll(async () => (await evidenceOf(office, run, item)).length).toBe(0);
  await page.keyboard.press("t");
  await expect(page.getByRole("table")).toBeVisible();
  const row = page.locator('tr[aria-current="true"]');
  await expect(row, "the table keeps the place").toHaveAttribute("data-item", item);
  await page.keyboard.press("2");
  await expect(row.getByLabel("Answer to"), "and takes the same keys").toHaveValue("partly");
  await page.keyboard.press("j");
  await expect(row, "the next row is the place now").not.toHaveAttribute("data-item", item);
  await page.keyboard.press("t");
  await expect(page.locator("article").getByRole("heading", { level: 1 })).toBeVisible();
});

test.describe("at 200 % zoom in the smallest window", () => {
  // 900 × 600 pixels of the window are 450 × 300 of the page.
  test.use({ viewport: { width: 450, height: 300 }, deviceScaleFactor: 2 });

  test("a question is answered, evidenced and undone, and nothing is cut off", async ({ office, page }) => {
    const { run, item } = await atPractice(office, page);
    const fits = async (what: string): Promise<void> => {
      const over = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        const cut = [...document.querySelectorAll<HTMLElement>("main :is(button, input, textarea, select, p, h1, h2, label)")]
          .filter((one) => one.checkVisibility() && one.closest(".hidden, .frame") === null)
          .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
          .map((one) => one.outerHTML.slice(0, 80));
        return { scrolls: scrollWidth - clientWidth, cut };
      });
      expect(over, `${what} fits its width`).toEqual({ scrolls: 0, cut: [] });
    };
    await fits("the question");
    await page.getByRole("radio", { name: "Partly" }).check({ force: true });
    await page.getByLabel(/^Facts/).fill("Two of three.");
    await page.getByLabel(/^Facts/).blur();
    await page.getByRole("button", { name: "Refer to where it is held" }).click();
    await page.getByRole("textbox", { name: "Document", exact: true }).fill("A title that is rather long, as titles of documents tend to be");
    await fits("the form");
    await page.getByRole("button", { name: "Record the reference" }).click();
    await expect.poll(async () => (await evidenceOf(office, run, item)).length).toBe(1);
    await expect(page.getByRole("button", { name: /^Change what is said of/ })).toBeVisible();
    await fits("the evidence");
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(async () => (await evidenceOf(office, run, item)).length).toBe(0);
    await expect(page.getByRole("region", { name: "What was undone" })).toBeVisible();
    await fits("what was undone");
    await page.getByText("All questions").click();
    await fits("the list");
    await page.getByRole("button", { name: /^Table/ }).click();
    await expect(page.getByRole("table")).toBeVisible();
    await fits("the table");
  });
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`the run breaks no rule of axe, ${colorScheme}`, async ({ office, page }) => {
    await page.emulateMedia({ colorScheme });
    const { run, item } = await atPractice(office, page);
    const evidence = { title: "Minutes", place: "Drive", seenOn: "", staleAfter: "2026-01-01", note: "" };
    await office.call("add_reference", { run, item, evidence });
    await office.call("record_answer", { run, item, field: "facts", value: "Two of three." });
    await office.call("record_answer", { run, item, field: "facts", value: "All three." });
    await page.reload();
    await page.getByText("History of this answer").click();
    await page.getByRole("button", { name: /^Change what is said of/ }).click();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Refer to where it is held" }).click();
    await expect(page.locator("details ol > li")).toHaveCount(3);
    await expectAccessible(page, "a question with its evidence, form and history");
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(page.getByText(/^Undone/).first()).toBeVisible();
    await page.dispatchEvent("body", "dragenter");
    await expect(page.getByText(/^Drop to keep a copy under/)).toBeVisible();
    await expectAccessible(page, "what was undone, and files over the window");
  });
}
