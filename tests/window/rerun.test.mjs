// Running again in the real window: answered on 1.0.0, run again on 1.2.0, re-affirmed by button and
// by key, compared, exported.

import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";

import { scratch } from "./system.mjs";
import { call, open, press, until } from "./webdriver.mjs";

const folder = scratch("rerun");
const file = path.join(folder, "what-changed.pdf");

const go = (window, to) => window.script(`location.hash = arguments[0]`, `#/${to}`);

const heading = (window) =>
  window.script(`return document.querySelector("main h1")?.textContent.trim() ?? ""`);

test("answered on 1.0.0, run again on 1.2.0, re-affirmed, compared, exported", { timeout: 600_000 }, async () => {
  const window = await open(folder, { PROVISO_PICK: file });
  try {
    await call(window, "save_settings", { settings: { author: "M. Okafor", theme: "system", singleKeys: true } });
    // The page reads the settings when it begins: it begins again, with the name.
    await window.script("globalThis.isOld = true; location.reload()");
    await until("the page anew", () =>
      window.script("return globalThis.isOld === undefined && document.querySelector('main') !== null"),
    );
    const packs = await call(window, "packs");
    const version = (wanted) => packs.find(({ label }) => label === `eo-14409 ${wanted}`).hash;
    const details = { organization: "Example Robotics", unit: "", matter: "", askedBy: "", directedBy: "", purpose: "", readers: "" };
    const made = await call(window, "new_assessment", {
      assessment: {
        details,
        pack: version("1.0.0"),
        profile: { roles: ["frontier-developer", "adopter"], traits: { "agents-in-use": "yes" } },
      },
    });
    const before = made.run;
    // Everything that is asked gets a verdict, so that each kind of change meets an answer.
    const view = await call(window, "open_run", { run: before });
    const asked = view.items.filter(
      (item) => item.kind.is === "practice" && view.state.standings[item.id].is === "inScope",
    );
    for (const { id } of asked) {
      await call(window, "record_answer", { run: before, item: id, field: "verdict", value: "inPlace" });
    }
    const [first] = asked;
    await go(window, `run/${before}/questions/${first.id}`);
    await window.there("input[name=verdict][value=partly]");
    await window.script(`document.querySelector("input[name=verdict][value=partly]").click()`);
    await window.type("#field-facts", "Half of the entries were checked.");
    await window.script(`document.activeElement.blur()`);
    await until("the answer on disk", async () => {
      const { answers } = await call(window, "open_run", { run: before });
      return answers[first.id].verdict === "partly" && answers[first.id].facts !== undefined;
    });

    await go(window, "");
    await press(window, "See what moved");
    await until("the plan", async () => (await heading(window)) === "Run again");
    await press(window, "Create run 2 on 1.2.0");
    const run = await until("what moved", async () =>
      /run\/([0-9a-f]+)\/moved/.exec(await window.script("return location.hash"))?.[1],
    );
    assert.notEqual(run, before, "a run of its own");
    const moved = () => call(window, "moved", { run });
    const start = await moved();
    assert.ok(start.progress.of > 2, "several answers are to be looked at again");
    const shows = (item) => {
      const title = start.queue.find((row) => row.item === item).title;
      return until(`“${title}”`, async () => (await heading(window)) === title);
    };
    await shows(start.next);
    const page = () => window.script("return document.body.textContent");
    await until("the reason beside it", async () => (await page()).includes("Why it moved"));
    await press(window, "Stands as answered");
    await until("one that stands", async () => (await moved()).progress.done === 1);
    const second = (await moved()).next;
    await shows(second);
    // The key does what the button does, and is heeded once that is there.
    await until("the button of the key", () =>
      window.script(
        `return [...document.querySelectorAll("button")]
           .some((one) => one.textContent.trim().startsWith("Stands as answered") && !one.disabled);`,
      ),
    );
    await window.script(
      `window.dispatchEvent(new KeyboardEvent("keydown", { key: "a", bubbles: true, cancelable: true }))`,
    );
    await until("another one, by its key", async () => (await moved()).progress.done === 2);
    await until("the progress on the page", async () =>
      (await page()).includes(`2 of ${start.progress.of}`),
    );
    const history = await call(window, "history", { run, item: second });
    assert.equal(history.length, 2, "carried, then re-affirmed: a revision of its own");
    assert.equal(history[0].author, "M. Okafor", "by whom is on record");
    const waiting = (await moved()).unconfirmed;
    await go(window, `run/${run}/moved/unchanged`);
    await press(window, "Re-affirm th");
    await until("a provision re-affirmed as a whole", async () => (await moved()).unconfirmed < waiting);

    await go(window, `run/${run}/compare`);
    await until("the comparison", async () => (await heading(window)) === "Compare");
    await until("both ends of what is in place, and why they moved", async () => {
      const text = await page();
      return /Practices in place by weight/.test(text) && /Scope/.test(text) && /Questions/.test(text);
    });
    const comparison = await call(window, "compare", { run, before: null });
    for (const { label } of comparison.kinds.slice(0, 2)) {
      await until(`“${label}” on the page`, async () => (await page()).includes(label));
    }

    await go(window, `run/${run}/report`);
    await press(window, "Export…");
    await until("the file", () => fs.existsSync(file));
    assert.equal(fs.readFileSync(file).subarray(0, 8).toString(), "%PDF-1.7", "the export is a PDF");
  } finally {
    await window.close();
  }
});
