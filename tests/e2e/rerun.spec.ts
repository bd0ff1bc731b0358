// Running again in the browser: what moved, the plan, the run that follows, re-affirming, the attic.

import fs from "node:fs";
import path from "node:path";

import { type Office, expect, expectAccessible, test } from "./office";

const root = path.resolve(import.meta.dirname, "../..");

/** Before a run is begun or thrown away, the whole data file is kept. */
const SLOW = { timeout: 60_000 };

interface Moved {
  next: string | null;
  progressLine: string;
  progress: { done: number; of: number };
  queue: { item: string; title: string; state: string }[];
  together: { rows: { item: string }[] }[];
}

const moved = (office: Office, run: string): Promise<Moved> => office.call<Moved>("moved", { run });

test("answered on an older law, run again, re-affirmed, exported", async ({ office, page }) => {
  // Several pages are looked over by axe on the way.
  test.setTimeout(120_000);
  const before = await office.sample();
  await page.goto(`${office.address}/#/`);
  const line = page.getByText(/The law date of this run is July 14, 2026; 1\.2\.0 is as of October 11, 2026: \d+ items to look at again/);
  await expect(line, "the list says what a newer version would mean").toBeVisible();
  await line.getByRole("link", { name: "See what moved" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Run again" })).toBeVisible();
  await expect(page.getByText(/items to look at again/).first(), "the plan says the same").toBeVisible();
  await expect(page.getByRole("heading", { name: "To look at again" }), "item by item").toBeVisible();
  await expect(page.getByRole("heading", { name: /^What happened between July 14, 2026 and October 11, 2026/ })).toBeVisible();
  await expectAccessible(page, "the plan");
  const rows = await office.call<{ runs: unknown[] }[]>("assessments");
  expect(rows[0]?.runs.length, "and nothing is created yet").toBe(2);
  await page.getByRole("button", { name: "Create run 3 on 1.2.0" }).click();
  await expect(page, "the run opens at what moved").toHaveURL(/#\/run\/[0-9a-f]+\/moved/, SLOW);
  const run = /run\/([0-9a-f]+)/.exec(page.url())?.[1] ?? "";
  const first = await moved(office, run);
  const heading = page.getByRole("heading", { level: 1 });
  const title = (item: string | null): string => first.queue.find((row) => row.item === item)?.title ?? "";
  await expect(heading, "at the first answer to look at").toHaveText(title(first.next));
  await expect(heading, "with the keyboard").toBeFocused();
  await expect(page.getByText("Why it moved"), "with the reason").toBeVisible();
  await expect(page.getByText(/^Your answer of/).first(), "and the old answer").toBeVisible();
  await expect(page.getByRole("button", { name: /^Look again/ }), "looking again is the primary one").toHaveClass(/primary/);
  await expectAccessible(page, "an answer to look at again");
  await page.keyboard.press("l");
  await expect.poll(async () => (await moved(office, run)).queue.at(-1)?.state, { message: "put off by a key" }).toBe("later");
  const second = (await moved(office, run)).next;
  await expect(heading, "and the next one comes").toHaveText(title(second));
  await expect(heading, "with the keyboard").toBeFocused();
  await expect(page.getByRole("status").filter({ hasText: `put off. Next: ${title(second)}.` }), "and is named").toBeAttached();
  await page.setViewportSize({ width: 900, height: 600 });
  await page.keyboard.press("PageDown");
  const pane = page.locator(".pane");
  await expect.poll(() => pane.evaluate((one) => one.scrollTop), { message: "it is read by keys" }).toBeGreaterThan(100);
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.keyboard.press("a");
  await expect(page.getByText(`1 of ${first.queue.length}`), "one stands as answered").toBeVisible();
  const third = (await moved(office, run)).next ?? "";
  await expect(heading).toHaveText(title(third));
  await expect(pane, "from its top").toHaveJSProperty("scrollTop", 0);
  await page.keyboard.press("?");
  const keys = page.getByRole("dialog", { name: "Keys" });
  await expect(keys.getByText("It stands as answered"), "the list of keys names those of this screen").toBeVisible();
  await expect(keys.getByText(/verdict/), "and no others").toHaveCount(0);
  await page.keyboard.press("Escape");
  await page.keyboard.press("c");
  await expect(page, "looking again opens the question").toHaveURL(new RegExp(`questions/${third}`));
  await office.call("record_answer", { run, item: third, field: "facts", value: "Looked at anew in October." });
  await page.goto(`${office.address}/#/run/${run}/moved/unchanged`);
  const batch = page.getByRole("button", { name: /^Re-affirm th/ }).first();
  const unconfirmed = (await moved(office, run)).together.flatMap(({ rows }) => rows).length;
  await batch.click();
  await expect
    .poll(async () => (await moved(office, run)).together.flatMap(({ rows }) => rows).length, {
      message: "a provision is re-affirmed as a whole",
    })
    .toBeLessThan(unconfirmed);
  await expect(page.locator(".batch h2").first(), "and the next list comes to the keyboard").toBeFocused();
  await page.goto(`${office.address}/#/run/${run}/attic`);
  await expect(page.getByText(/no longer asks this/).first(), "what is gone is readable").toBeVisible();
  await expectAccessible(page, "the attic");
  await page.goto(`${office.address}/#/run/${before}/questions`);
  await expect(page.getByText(/followed by another run/).first(), "the run before says that it is followed").toBeVisible();
  await page.getByRole("link", { name: "Open run 3" }).click();
  await expect(page, "and leads to the one that follows").toHaveURL(new RegExp(run));
  await page.goto(`${office.address}/#/run/${run}/compare/${before}`);
  const split = page.getByRole("table", { name: /Practices in place by weight/ });
  await expect(split.getByRole("row", { name: /^Run 2/ }), "the run before").toBeVisible();
  await expect(split.getByRole("row", { name: /^Run 3/ }), "is set against this one").toBeVisible();
  await page.getByRole("button", { name: /^Wording changed/ }).click();
  await expect(page.getByRole("table", { name: /^Wording changed/ }), "what is asked otherwise is listed").toBeVisible();
  await page.getByRole("button", { name: /^Retired/ }).click();
  await expect(page.getByRole("table", { name: /^Retired/ }), "and what is not asked any more").toBeVisible();
  await page.goto(`${office.address}/#/run/${run}/report`);
  await page.getByRole("button", { name: /^Export/ }).first().click();
  await expect(page.getByText("copy.pdf").first(), "the new run is exported").toBeVisible({ timeout: 60_000 });
  expect(fs.readFileSync(office.file).subarray(0, 4).toString(), "as a PDF").toBe("%PDF");
  await page.getByRole("radio", { name: /^What changed/ }).check();
  fs.rmSync(office.file);
  await page.getByRole("button", { name: /^Export/ }).first().click();
  await expect.poll(() => fs.existsSync(office.file), { message: "and so is what changed", timeout: 60_000 }).toBe(true);
});

test("questions that became one show both old answers side by side", async ({ office, page }) => {
  const file = path.join(office.folder, "policy.json");
  await office.close();
  await office.open(file);
  await office.call("save_settings", { settings: { author: "M. Okafor", allowUnsignedPacks: true } });
  const packs: string[] = [];
  for (const from of ["assets/packs/acme-ai-policy/1.0.0.json", "tests/fixtures/packs/acme-ai-policy-1.2.0.json"]) {
    fs.copyFileSync(path.join(root, from), file);
    const { candidate } = await office.call<{ candidate: { pack: { hash: string } } }>("choose_pack_file");
    packs.push(candidate.pack.hash);
    await office.call("install_pack", { hash: candidate.pack.hash });
  }
  const [pack, next] = packs;
  const { roles } = await office.call<{ roles: { id: string }[] }>("profile_questions", { pack });
  const { run: before } = await office.call<{ run: string }>("new_assessment", {
    assessment: {
      details: { organization: "Acme", unit: "Lending", matter: "", askedBy: "", directedBy: "", purpose: "", readers: "" },
      pack,
      profile: { roles: [roles[0]?.id], traits: { agents: "yes" } },
    },
  });
  const said = { "agent-owner": ["inPlace", "Every agent is in the list."], "agent-stop": ["partly", "Two of five were tried."] };
  for (const [item, [verdict, facts]] of Object.entries(said)) {
    await office.call("record_answer", { run: before, item, field: "verdict", value: verdict });
    await office.call("record_answer", { run: before, item, field: "facts", value: facts });
  }
  const { run } = await office.call<{ run: string }>("follow_run", { run: before, pack: next, profile: null });
  await page.goto(`${office.address}/#/run/${run}/moved/agent-control`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Each agent has an owner and can be stopped");
  const old = page.getByText(/^Your answer of/);
  await expect(old, "each with what was answered").toHaveCount(2);
  const [one, other] = [await old.nth(0).boundingBox(), await old.nth(1).boundingBox()];
  expect(Math.abs((one?.y ?? 0) - (other?.y ?? 9)), "in one row").toBeLessThan(2);
  expect((one?.x ?? 0) + 100, "the second beside the first").toBeLessThan(other?.x ?? 0);
  for (const facts of ["Every agent is in the list.", "Two of five were tried."]) {
    await expect(page.getByText(facts), "in full").toBeVisible();
  }
  await expect(page.getByRole("button", { name: /^Stands as answered/ }), "two that contradict each other cannot both stand").toBeDisabled();
  await expectAccessible(page, "two answers to one question");
});

test("a run that follows is thrown away, and the one before takes changes again", async ({ office, page }) => {
  const before = await office.sample();
  const view = await office.call<{ newer: { pack: string } }>("open_run", { run: before });
  const { run } = await office.call<{ run: string }>("follow_run", { run: before, pack: view.newer.pack, profile: null });
  await page.goto(`${office.address}/#/run/${run}/moved`);
  const ask = page.getByRole("button", { name: "Throw run 3 away…" });
  const dialog = page.getByRole("dialog", { name: "Throw run 3 away?" });
  await ask.click();
  await expect(dialog.getByText(/Run 2 becomes the latest again/), "what it means is said first").toBeVisible();
  await expect(dialog.getByRole("button", { name: "Keep it" }), "and keeping it is at hand").toBeFocused();
  await expectAccessible(page, "the question before a run is thrown away");
  await page.keyboard.press("Escape");
  await expect(ask, "left, one is where one was").toBeFocused();
  await ask.click();
  await dialog.getByRole("button", { name: "Throw run 3 away" }).click();
  await expect(page, "the run before opens").toHaveURL(new RegExp(before), SLOW);
  const told = page.getByRole("region", { name: "What was done" });
  await expect(told, "and says what became of the other").toContainText("Run 3 is thrown away. Run 2 is the latest again.");
  await page.keyboard.press("j");
  await expect(told, "until one goes on").toHaveCount(0);
  const open = await office.call<{ readOnly: string | null }>("open_run", { run: before });
  expect(open.readOnly, "and takes changes again").toBeNull();
});

test("the company moved and not the law", async ({ office, page }) => {
  const run = await office.sample();
  const view = await office.call<{ pack: string }>("open_run", { run });
  await page.goto(`${office.address}/#/run/${run}/follow/${view.pack}`);
  await expect(page.getByText(/Both runs ask from 1\.1\.0/), "the same law").toBeVisible();
  await page.getByText("The company’s facts have changed").click();
  await page.getByRole("checkbox", { name: /Financial institution/i }).check();
  await expect(page.getByText(/\d+ newly in scope/), "the plan follows the facts").toBeVisible();
  await page.getByRole("link", { name: "Overview" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("checkbox", { name: /Financial institution/i }), "which are kept meanwhile").toBeChecked();
  await page.getByRole("button", { name: "Create run 3 on 1.1.0" }).click();
  await expect(page).toHaveURL(/\/moved/, SLOW);
  // One answer of the sample was carried into run 2 under other words and not looked at since.
  await expect(page.getByText("0 of 1"), "what was left to look at is left still").toBeVisible();
});
