// Evidence in the real window: a copy that is looked at leaves nothing behind, the page can be told of
// files over the window, and it cannot listen to the events that would tell it where they are.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";

import { scratch } from "./system.mjs";
import { call, open, program, until } from "./webdriver.mjs";

const folder = scratch("evidence");
const document = path.join(folder, "minutes.pdf");

const press = (window, name) =>
  until(`a button “${name}”`, () =>
    window.script(
      `const wanted = arguments[0];
       const found = [...document.querySelectorAll("button")]
         .find((one) => (one.ariaLabel ?? one.textContent).trim().startsWith(wanted));
       if (found) found.click();
       return Boolean(found);`,
      name,
    ),
  );

const reads = (window, words) =>
  until(`“${words}”`, () => window.script("return document.body.textContent.includes(arguments[0])", words));

test("a copy is kept, looked at and undone, and nothing is left of it", { timeout: 600_000 }, async () => {
  fs.writeFileSync(document, "%PDF-1.7 minutes");
  const window = await open(folder, { PROVISO_PICK: document });
  const opened = path.join(folder, "opened");
  try {
    await press(window, "Open the sample");
    const run = await until("the sample's run", () =>
      window.script(`return location.hash.match(/^#\\/run\\/([0-9a-f]+)/)?.[1]`),
    );
    const view = await call(window, "open_run", { run });
    const { id: item, title } = view.items.find(
      (one) => one.kind.is === "practice" && view.state.standings[one.id].is === "inScope",
    );
    await window.script(`location.hash = arguments[0]`, `#/run/${run}/questions/${item}`);
    await until("the question", () =>
      window.script("return document.title.startsWith(arguments[0])", title),
    );
    // The sample has set the name that signs each entry.
    await press(window, "keep a copy");
    await reads(window, "Copy kept: minutes.pdf, 16 bytes");
    await press(window, "Open the copy of");
    // Folder, folder within it and file come one after the other.
    const name = await until("the copy is laid out", () => {
      const [inner] = fs.readdirSync(opened);
      return fs.readdirSync(path.join(opened, inner))[0];
    });
    assert.equal(name, "minutes.pdf", "under the name it came with");
    await press(window, "Undo");
    await reads(window, "evidence “minutes.pdf” added.");
    const listens = await call(window, "plugin:event|listen", {
      event: "tauri://drag-drop",
      target: { kind: "Any" },
      handler: 1,
    });
    assert.match(
      String(listens.error),
      /not allowed|denied/i,
      "the page cannot listen to the events that carry paths",
    );
    const heard = await window.ask(
      `const done = arguments[0];
       const internals = window.__TAURI_INTERNALS__;
       const id = internals.transformCallback(() => undefined);
       internals.invoke("watch_drops", { notices: "__CHANNEL__:" + id }).then(() => done("told"), (error) => done(error));`,
    );
    assert.equal(heard, "told", "it is told by the program that something hovers, and no more");
  } finally {
    await window.close();
  }
  // The driver may end the program suddenly; what it left is gone with the next start at the latest.
  await until("the next start", () => spawnSync(program, ["--data", folder, "list"]).status === 0);
  assert.ok(!fs.existsSync(opened), "nothing is left of the copy that was looked at");
});
