// Working with the business in the real window: a request is saved as a file, answered, received, and a
// statement accepted; the history of the answer shows it. One file stands for what the dialogs answer.

import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";

import { scratch } from "./system.mjs";
import { call, open, press, until } from "./webdriver.mjs";

const folder = scratch("record");
const file = path.join(folder, "ask.proviso-request");

const reads = (window, words) =>
  until(`“${words}”`, () => window.script("return document.body.textContent.includes(arguments[0])", words));

const goTo = (window, hash) => window.script("location.hash = arguments[0]", hash);

test("a request goes out, a reply comes back, and a statement becomes the answer", { timeout: 600_000 }, async () => {
  const window = await open(folder, { PROVISO_PICK: file });
  try {
    await press(window, "Open the sample");
    const run = await until("the sample's run", () =>
      window.script(`return location.hash.match(/^#\\/run\\/([0-9a-f]+)/)?.[1]`),
    );
    const view = await call(window, "open_run", { run });
    const item = view.items.find(
      (one) => one.kind.is === "practice" && view.state.standings[one.id].is === "inScope",
    );

    // From the question one comes to a request that asks it.
    await goTo(window, `#/run/${run}/record/new?item=${encodeURIComponent(item.id)}`);
    await reads(window, "1 selected");
    await window.type("#ask-name", "Kim Lee");
    await window.type("#ask-role", "Head of Security");
    await until("the form for Proviso", () =>
      window.script(
        `const form = document.querySelector("input[name=form][value=proviso]");
         if (form && !form.checked) form.click();
         return Boolean(form?.checked);`,
      ),
    );
    await press(window, "Save the form");
    await reads(window, "The form is saved as ask.proviso-request.");
    assert.ok(fs.existsSync(file), "the request is a file");
    assert.ok(!fs.readFileSync(file, "utf8").includes(folder), "which names no folder");

    // The same window answers it, as the respondent's would.
    await goTo(window, "#/answer");
    await press(window, "Open a request");
    await reads(window, "Question 1 of 1");
    await until("the verdict", () =>
      window.script(
        `const verdict = document.querySelector("input[type=radio][value=partly]");
         if (verdict && !verdict.checked) verdict.click();
         return Boolean(verdict?.checked);`,
      ),
    );
    await window.type("article textarea", "Written to the log since May.");
    await window.script("document.activeElement.blur()");
    await window.type("#reply-name", "Kim Lee");
    await window.script("document.activeElement.blur()");
    await until("the statement on disk", async () => (await call(window, "answering"))[0]?.answered === 1);
    await press(window, "Save the reply");
    await reads(window, "Send it back to");

    await goTo(window, `#/run/${run}/record/requests`);
    await press(window, "Receive a reply");
    await reads(window, "Something is stated about 1 of 1 question.");
    const before = await call(window, "open_run", { run });
    assert.deepEqual(before.answers[item.id], view.answers[item.id], "nothing becomes an answer by itself");
    await press(window, "Look at the statements");
    await reads(window, "Stated by Kim Lee");
    await press(window, "Accept");
    await reads(window, "No statement waits for you");
    const now = await call(window, "open_run", { run });
    assert.equal(now.answers[item.id].facts, "Written to the log since May.", "the statement is the answer");
    assert.match(now.answers[item.id].basisDetail, /^Stated by Kim Lee/, "and its basis says who stated it");

    await goTo(window, `#/run/${run}/questions/${item.id}`);
    await until("the history", () =>
      window.script(
        `const summary = [...document.querySelectorAll("summary")]
           .find((one) => one.textContent.trim() === "History of this answer");
         if (summary && !summary.parentElement.open) summary.click();
         return Boolean(summary?.parentElement.querySelector("ol")?.textContent.includes("Written to the log since May."));`,
      ),
    );
  } finally {
    await window.close();
  }
});
