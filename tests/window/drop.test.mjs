// A document dragged out of another program and dropped onto the window, with the pointer: the drop area
// is shown while it hangs there, and a copy is kept at the question that is open.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";

import { hand, windowTitled } from "./hand.mjs";
import { ending, scratch } from "./system.mjs";
import { call, open, press, until } from "./webdriver.mjs";

const folder = scratch("drop");

/** Builds the program that a document is dragged out of. */
function dragSource() {
  const built = path.join(folder, "drag-source");
  const flags = spawnSync("pkg-config", ["--cflags", "--libs", "gtk+-3.0"], { encoding: "utf8" });
  assert.equal(flags.status, 0, flags.stderr);
  const source = path.join(import.meta.dirname, "drag_source.c");
  const { status, stderr } = spawnSync("cc", ["-o", built, source, ...flags.stdout.trim().split(/\s+/)], {
    encoding: "utf8",
  });
  assert.equal(status, 0, stderr);
  return built;
}

test("a document is dragged from another program onto the question", { timeout: 600_000 }, async () => {
  const document = path.join(folder, "minutes of June 2.pdf");
  fs.writeFileSync(document, "%PDF-1.7 minutes");
  const source = dragSource();
  const window = await open(path.join(folder, "data"));
  let other;
  try {
    await press(window, "Open the sample");
    const run = await until("the sample’s run", () =>
      window.script(`return location.hash.match(/^#\\/run\\/([0-9a-f]+)/)?.[1]`),
    );
    const view = await call(window, "open_run", { run });
    const { id: item, title } = view.items.find(
      (one) => one.kind.is === "practice" && view.state.standings[one.id].is === "inScope",
    );
    await window.script(`location.hash = arguments[0]`, `#/run/${run}/questions/${item}`);
    await until("the question", () => window.script("return document.title.startsWith(arguments[0])", title));

    other = ending(spawn(source, [document], { stdio: "ignore" }));
    const ended = once(other, "exit");
    await windowTitled("^A document to drag$");
    hand("mousemove", 30, 20, "mousedown", 1);
    const area = `return document.querySelector(".area")?.textContent ?? ""`;
    let at = 300;
    const shown = await until("the drop area, while the document hangs over the window", () => {
      // A hand is never quite still, and stays over the window.
      at = at < 900 ? at + 3 : 300;
      hand("mousemove", at, 400);
      return window.script(area);
    });
    assert.ok(shown.includes(title), "it says where the document will go");
    assert.match(shown, /No classified information/, "and what must not be put there");
    hand("mouseup", 1);
    await until("the copy at the question", () =>
      window.script(
        `return document.body.textContent.includes("Copy kept: minutes of June 2.pdf, 16 bytes")`,
      ),
    );
    await until("the end of the drop area", async () => (await window.script(area)) === "");
    const kept = await call(window, "open_run", { run });
    const evidence = JSON.stringify(kept.evidence[item]);
    assert.ok(evidence.includes("minutes of June 2.pdf"), `it is on record: ${evidence}`);
    assert.ok(!evidence.includes(folder), "without the place that it came from");
    await ended;
  } finally {
    other?.kill();
    await window.close();
  }
});
