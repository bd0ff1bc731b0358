// Working with the business in the browser: asked, answered in another data folder, received, looked at
// one statement after the other; interviews, and the matter log.

import fs from "node:fs";
import path from "node:path";

import { Office, type RunView, expect, expectAccessible, expectAccessibleInBoth, test } from "./office";

interface Asked extends RunView {
  answers: Record<string, { verdict?: string; facts?: string; basis?: string; basisDetail?: string } | undefined>;
}

/** The first practices in scope, as many as are wanted. */
async function practices(office: Office, run: string, wanted: number): Promise<{ id: string; title: string }[]> {
  const view = await office.call<RunView>("open_run", { run });
  const found = view.items.filter(
    ({ id, kind }) => kind.is === "practice" && view.state.standings[id]?.is === "inScope",
  );
  expect(found.length, "the sample asks enough practices").toBeGreaterThanOrEqual(wanted);
  return found.slice(0, wanted);
}

const again = async (office: Office, file: string): Promise<void> => {
  await office.close();
  await office.open(file);
};

const recorded = async (office: Office, run: string, item: string) =>
  (await office.call<Asked>("open_run", { run })).answers[item];

/** Statements that came back, without a page: the same dialog answers counsel and respondent. */
async function received(office: Office, wanted: number): Promise<{ run: string; items: { id: string; title: string }[] }> {
  await again(office, path.join(office.folder, "ask.proviso-request"));
  const run = await office.sample();
  const items = await practices(office, run, wanted);
  const input = { items: items.map(({ id }) => id), to: { name: "Kim Lee", role: "Head of Security" }, due: "", cover: "", notice: "" };
  await office.call("send_request", { run, request: input, form: "proviso", paper: "letter" });
  const { answering } = await office.call<{ answering: { request: { id: string } } }>("open_request_file");
  const { id: request } = answering.request;
  await office.call("save_answering_by", { request, by: input.to });
  for (const { id: item, title } of items) {
    await office.call("save_statement", {
      request,
      stated: { item, verdict: "partly", choice: "", value: "", facts: `As Kim knows it: ${title}.`, basis: "document", evidence: "Minutes of May 4", on: "" },
    });
  }
  await office.call("save_reply", { request });
  await office.call("receive_reply", { run });
  return { run, items };
}

test("twelve questions are asked, answered elsewhere, received, and looked at one by one", async ({ office, page }) => {
  test.setTimeout(300_000);
  const request = path.join(office.folder, "questions.proviso-request");
  const reply = path.join(office.folder, "answers.proviso-reply");
  await again(office, request);
  const run = await office.sample();
  await page.goto(`${office.address}/#/run/${run}/record/requests`);
  await expect(page.getByRole("heading", { level: 1, name: "Nobody has been asked yet" }), "the first look says what it is for").toBeVisible();
  await expectAccessibleInBoth(page, "the record before anything is asked");
  await page.getByRole("link", { name: "New request…" }).click();

  // Twelve, picked with the keyboard out of what is listed.
  const picker = page.getByRole("group", { name: "Questions" });
  await picker.getByRole("checkbox", { name: "Only what is not yet established" }).uncheck();
  const rows = picker.locator(".list").getByRole("checkbox");
  await rows.first().focus();
  for (let at = 0; at < 12; at += 1) {
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowDown");
  }
  await expect(picker.getByText("12 selected"), "the count stays in sight").toBeVisible();
  const all = await rows.count();
  await picker.getByRole("searchbox").fill("no such words anywhere");
  await expect(picker.getByText("No question fits."), "a list that is narrowed to nothing says so").toBeVisible();
  await expect(picker.getByText("12 selected"), "and what is selected stays selected").toBeVisible();
  await picker.getByRole("button", { name: "Show selected" }).click();
  await expect(rows, "what is selected can be looked at alone").toHaveCount(12);
  await picker.getByRole("searchbox").fill("");
  await expect(rows, "and all of them again").toHaveCount(all);
  await page.getByLabel("Name").fill("Kim Lee");
  await page.getByLabel("Role").fill("Head of Security");
  await page.getByLabel("Answer by").fill("December 31, 2090");
  await page.getByLabel("Cover note").fill("Half an hour should be enough.");
  await page.getByText("Counsel’s notice").first().click();
  await expect(page.getByRole("textbox", { name: "Counsel’s notice" }), "the notice can be read and changed").toHaveValue(/legal advice to the company/);
  await expect(page.getByText(/Saved \d{1,2}:/), "what is typed is kept").toBeVisible();
  await expectAccessibleInBoth(page, "a new request");

  // Killed and started anew: what was typed is there.
  await expect
    .poll(async () => (await office.call<{ draft: string | null }>("request_choices", { run })).draft ?? "")
    .toContain("Half an hour");
  await office.close("SIGKILL");
  await office.open(request);
  await page.goto(`${office.address}/#/run/${run}/record/new`);
  await expect(page.getByLabel("Cover note"), "as it was left").toHaveValue("Half an hour should be enough.");
  await expect(page.getByText("12 selected").first(), "with what was selected").toBeVisible();
  await page.getByRole("radio", { name: "Proviso file" }).check();
  await page.getByRole("button", { name: "Save the form…" }).click();
  await expect(page.locator("#main").getByText("The form is saved as questions.proviso-request."), "it says where to send it").toBeVisible();
  await expect(page.getByRole("row", { name: /Kim Lee.*0 of 12/ }), "and stands in the list").toBeVisible();
  await expect(page.getByText("Nothing came back"), "with each question").toHaveCount(12);
  await expectAccessibleInBoth(page, "a request that was sent");

  // The respondent, in a data folder of their own.
  const desk = new Office();
  await desk.open(request);
  try {
    await page.goto(`${desk.address}/#/answer`);
    await expect(page.getByRole("heading", { level: 1, name: "No request has been opened here" })).toBeVisible();
    await expectAccessibleInBoth(page, "no request to answer");
    await page.getByRole("button", { name: "Open a request…" }).click();
    await expect(page.getByText("Half an hour should be enough."), "the cover note").toBeVisible();
    await expect(page.getByText(/legal advice to the company/), "and the notice").toBeVisible();
    await expect(page.locator("article"), "twelve questions").toHaveCount(12);
    await expect(page.getByRole("navigation", { name: "Parts of this run" }), "and nothing of a run").toHaveCount(0);
    const asked = page.locator("article").filter({ has: page.getByRole("radio") });
    for (let at = 0; at < 3; at += 1) {
      const one = asked.nth(at);
      await one.getByRole("radio", { name: "Partly" }).check({ force: true });
      await one.getByLabel("The facts").fill(`Fact ${at + 1}, since May.`);
      await one.getByLabel("How you know").selectOption("document");
    }
    await asked.first().getByLabel("Documents that show it").fill("Audit log schema, v4");
    const when = asked.first().getByLabel("As of");
    await when.fill("some day in May");
    await when.blur();
    await expect(asked.first().getByRole("status").filter({ hasText: /date|day/i }).first(), "what is no date is said at the field").toBeVisible();
    await when.fill("May 4, 2026");
    await when.blur();
    await page.getByLabel("Your name").fill("Kim Lee");
    await page.getByLabel("Your role").fill("Head of Security");
    await expectAccessibleInBoth(page, "a request that is being answered");
    // What was typed last goes to disk after everything before it.
    await expect
      .poll(async () => {
        const [row] = await desk.call<{ request: string; answered: number }[]>("answering");
        const given = { request: row?.request };
        const { by } = await desk.call<{ by: { role?: string } }>("answering_view", given);
        return [row?.answered, by.role];
      })
      .toEqual([3, "Head of Security"]);
    await again(desk, reply);
    await page.goto(`${desk.address}/#/answer`);
    await expect(page.getByText("3 of 12 filled in"), "what was filled in is found again").toBeVisible();
    await expectAccessibleInBoth(page, "the requests that are answered here");
    await page.getByRole("link", { name: /Continue/ }).click();
    await expect(asked.nth(2).getByLabel("The facts")).toHaveValue("Fact 3, since May.");
    await page.getByRole("button", { name: "Save the reply…" }).click();
    await expect(page.locator("#main").getByText(/Saved as answers\.proviso-reply\. Send it back to/), "it says where to send it").toBeVisible();
  } finally {
    await desk.close();
    fs.rmSync(desk.folder, { recursive: true, force: true });
  }

  // Counsel receives it.
  await again(office, reply);
  await page.goto(`${office.address}/#/run/${run}/record/requests`);
  await page.getByRole("button", { name: "Receive a reply…" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText("Something is stated about 3 of 12 questions."), "what was read").toBeVisible();
  await expectAccessibleInBoth(page, "what was received");
  await dialog.getByRole("button", { name: "Later" }).click();
  await page.getByRole("button", { name: "Receive a reply…" }).click();
  await expect(dialog.getByText(/already|before/), "the same file a second time is told").toBeVisible();
  await dialog.getByRole("button", { name: "Close" }).click();
  await page.getByRole("link", { name: "Look at them", exact: true }).click();

  // Accepted, edited, set aside; nothing became an answer by itself.
  const items = await office.call<{ item: string; title: string }[]>("open_proposals", { run });
  const [first, second, third] = items;
  if (first === undefined || second === undefined || third === undefined) throw new Error("three statements came back");
  const before = await recorded(office, run, third.item);
  await expect(page.getByText("Fact 1, since May."), "the statement").toBeVisible();
  await expect(page.getByText(/Stated by Kim Lee, Head of Security, on May 4, 2026/), "with who stated it, and when").toBeVisible();
  await expect(page.getByText("0 of 3")).toBeVisible();
  await expectAccessibleInBoth(page, "a statement beside the answer");
  await page.getByRole("button", { name: "Accept" }).click();
  await expect(page.getByText("1 of 3"), "one is looked at").toBeVisible();
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByLabel("Facts").fill("Fact 2, as counsel writes it.");
  await expectAccessibleInBoth(page, "a statement that is edited");
  await page.getByRole("button", { name: "Accept as edited" }).click();
  await expect(page.getByText("2 of 3")).toBeVisible();
  await page.getByRole("button", { name: "Set aside…" }).click();
  await page.getByLabel("Why").fill("Asked of procurement instead.");
  await page.getByRole("button", { name: "Set it aside" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "No statement waits for you" })).toBeVisible();
  await expectAccessibleInBoth(page, "no statement left");
  const accepted = await recorded(office, run, first.item);
  expect(accepted, "the answer is what was stated").toMatchObject({ verdict: "partly", facts: "Fact 1, since May." });
  expect(accepted?.basisDetail, "its basis is who stated it").toContain("Stated by Kim Lee, Head of Security, on May 4, 2026");
  expect(await recorded(office, run, second.item)).toMatchObject({ facts: "Fact 2, as counsel writes it." });
  expect(await recorded(office, run, third.item), "what was set aside changed nothing").toEqual(before);

  // The history of the answer says so, and the document that was named is under it.
  await page.goto(`${office.address}/#/run/${run}/questions/${first.item}`);
  await expect(page.getByText("Audit log schema, v4").first(), "the document is a reference").toBeVisible();
  await page.getByText("History of this answer").click();
  await expect(page.locator("details ol").getByText("Fact 1, since May.").first(), "the history shows the statement").toBeVisible();
  await page.goto(`${office.address}/#/run/${run}/record/requests`);
  await page.getByRole("button", { name: /Kim Lee/ }).click();
  await expect(page.getByText(/Asked of procurement instead/), "the request says what became of each").toBeVisible();
  await page.getByText("Text of a reminder").click();
  await expect(page.getByText(/These are still open/), "with a reminder for the rest").toBeVisible();
  await expectAccessibleInBoth(page, "a request that was answered in part");
});

test("statements are looked at with the keyboard alone, and the keys can be switched off", async ({ office, page }) => {
  test.setTimeout(120_000);
  const { run, items } = await received(office, 3);
  await page.goto(`${office.address}/#/run/${run}/record/proposals`);
  const now = page.getByRole("heading", { level: 1 });
  await expect(page.getByText(`As Kim knows it: ${items[0]?.title}.`)).toBeVisible();
  await page.keyboard.press("j");
  await expect(page.getByText(`As Kim knows it: ${items[1]?.title}.`), "j goes on").toBeVisible();
  await page.keyboard.press("k");
  await expect(page.getByText(`As Kim knows it: ${items[0]?.title}.`), "k goes back").toBeVisible();
  await page.keyboard.press("e");
  await expect(page.getByLabel("Verdict"), "e edits, and the first field has the focus").toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Edit" }), "Escape goes back to where one was").toBeFocused();
  await page.keyboard.press("a");
  await expect(page.getByText("1 of 3"), "a accepts").toBeVisible();
  await expect(now, "and the next statement has the focus").toBeFocused();
  await page.keyboard.press("s");
  await expect(page.getByLabel("Why"), "s asks why").toBeFocused();
  await page.keyboard.type("a as in a letter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByText("2 of 3"), "letters in a field are the field’s").toBeVisible();
  const settings = (await office.call<{ settings: object }>("start")).settings;
  await office.call("save_settings", { settings: { ...settings, singleKeys: false } });
  await page.reload();
  await expect(page.getByText(`As Kim knows it: ${items[2]?.title}.`)).toBeVisible();
  await page.keyboard.press("a");
  await page.keyboard.press("j");
  await expect(page.getByText("2 of 3"), "switched off, keys do nothing").toBeVisible();
  const accept = page.getByRole("button", { name: "Accept" });
  await accept.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("3 of 3"), "and the buttons do the same").toBeVisible();
});

test("a run that takes no change shows what waits, and why it is not accepted", async ({ office, page }) => {
  test.setTimeout(120_000);
  const { run } = await received(office, 2);
  const view = await office.call<{ pack: string; profile: object }>("open_run", { run });
  await office.call("follow_run", { run, pack: view.pack, profile: null });
  await page.goto(`${office.address}/#/run/${run}/record/proposals`);
  await expect(page.getByText(/This run takes no changes/), "it says why").toBeVisible();
  await expect(page.getByRole("button", { name: "Accept" })).toBeDisabled();
  await expectAccessibleInBoth(page, "statements in a closed run");
});

test("an interview is recorded, linked, and used as a basis", async ({ office, page }) => {
  test.setTimeout(120_000);
  const run = await office.sample();
  const [item] = await practices(office, run, 1);
  if (item === undefined) throw new Error("a practice is asked");
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`${office.address}/#/run/${run}/questions/${item.id}`);
  await page.getByRole("link", { name: "Record an interview…" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("No interview is recorded");
  await page.getByLabel("Whom").fill("Tom Becker");
  await page.getByLabel("Role").fill("Platform lead");
  await page.getByLabel("When").fill("November 12, 2026");
  await page.getByLabel("Who else was present").fill("L. Marsh, outside counsel");
  await page.getByLabel(/^Notes/).fill("The finance agents share an account.");
  await expect(page.getByText("1 selected").first(), "the question that one came from is linked").toBeVisible();
  await expectAccessibleInBoth(page, "an interview that is being recorded");
  await page.reload();
  await expect(page.getByLabel(/^Notes/), "what was typed is there after a restart").toHaveValue("The finance agents share an account.");
  await page.getByRole("button", { name: "Record the interview" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Tom Becker, Platform lead" })).toBeVisible();
  await expect(page.getByText("Present: L. Marsh, outside counsel")).toBeVisible();
  await expectAccessibleInBoth(page, "interviews");
  await page.getByRole("link", { name: item.title }).click();
  await page.getByRole("button", { name: "Use the interview with Tom Becker as basis" }).click();
  await expect
    .poll(async () => recorded(office, run, item.id), { message: "the basis names the interview" })
    .toMatchObject({ basis: "interview", basisDetail: "Interview with Tom Becker, Platform lead", basisOn: "2026-11-12" });
});

test("actions that are chosen together become a request", async ({ office, page }) => {
  const run = await office.sample();
  await page.goto(`${office.address}/#/run/${run}/actions`);
  const boxes = page.getByRole("checkbox", { name: /^Select “/ });
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  await page.getByRole("link", { name: "Ask somebody…" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "New request" })).toBeVisible();
  await expect(page.getByText("2 selected").first(), "both are asked").toBeVisible();
});

test("the matter log keeps what was written beside what corrects it", async ({ office, page }) => {
  test.setTimeout(120_000);
  const run = await office.sample();
  await page.goto(`${office.address}/#/run/${run}/record/log`);
  await expect(page.getByText(/printed in counsel’s file alone/), "it says where it is printed").toBeVisible();
  await expect(page.getByText(/No classified information/), "and what does not belong here").toBeVisible();
  await page.getByRole("button", { name: "New entry…" }).click();
  await page.getByRole("radio", { name: /Contact with the Government/ }).check();
  await page.getByLabel("In a few words").fill("Call with the intake desk");
  await page.getByLabel("With which office").fill("Department of Commerce");
  await page.getByLabel("What was sent or said").fill("Two pages of general description");
  await expectAccessibleInBoth(page, "an entry before it is entered");
  await page.getByRole("button", { name: "Enter it" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Call with the intake desk" })).toBeVisible();
  await page.getByRole("button", { name: "Correct or carry on “Call with the intake desk”" }).click();
  await expect(page.getByText("Follows “Call with the intake desk”, which stays as it is.")).toBeVisible();
  await page.getByLabel("In a few words").fill("Call with the intake desk, corrected");
  await page.getByLabel("What was sent or said").fill("Three pages of general description");
  await page.getByRole("button", { name: "Enter it" }).click();
  await expect(page.getByText("Two pages of general description"), "the first stays as it was").toBeVisible();
  await expect(page.getByText("Three pages of general description"), "and the second stands beside it").toBeVisible();
  await expect(page.getByText("Followed by the entry"), "each names the other").toBeVisible();
  await expect(page.getByText("Corrects or carries on the entry")).toBeVisible();
  await page.getByRole("button", { name: "New entry…" }).click();
  await page.getByRole("radio", { name: /Question to outside counsel/ }).check();
  await page.getByLabel("In a few words").fill("Reach of § 3");
  await page.getByLabel("The question", { exact: true }).fill("Does it reach fine-tuning?");
  await page.getByLabel("The answer", { exact: true }).fill("In their reading, yes.");
  await page.getByLabel("Answered on").fill("November 24, 2026");
  await page.getByRole("button", { name: "Enter it" }).click();
  await expect(page.getByText("November 24, 2026").first(), "with the day of the answer").toBeVisible();
  await page.getByRole("group", { name: "Show" }).getByRole("button", { name: "Question to outside counsel" }).click();
  await expect(page.getByRole("heading", { level: 2 }), "the list is narrowed by kind").toHaveCount(1);
  await expectAccessibleInBoth(page, "the matter log");
});

test("a file that is no reply is told in one sentence", async ({ office, page }) => {
  const file = path.join(office.folder, "holiday.docx");
  fs.writeFileSync(file, "no reply at all");
  await again(office, file);
  const run = await office.sample();
  await page.goto(`${office.address}/#/run/${run}/record/requests`);
  await page.getByRole("button", { name: "Receive a reply…" }).click();
  await expect(page.getByRole("dialog").getByText("Not received"), "it says that it was not received").toBeVisible();
  await expect(page.getByRole("dialog").getByText(/Nothing was recorded/), "and that nothing was recorded").toBeVisible();
  await expectAccessible(page, "a file that was not received");
});
