// That a window which nobody drives, as in a release, keeps nothing of what it shows: an answer is typed
// by hand and found in the data file and in no other file that the program or its webview has left.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";

import { hand, keys, type, windowTitled } from "./hand.mjs";
import { ending, running, scratch, startedBy, worked } from "./system.mjs";
import { program, until } from "./webdriver.mjs";

const folder = scratch("privacy");
const data = path.join(folder, "counsel-data");
const home = path.join(folder, "home");

/** None of its letters is a command, so that it does nothing until there is a field to type it in. */
const CANARY = "zyzzyvadulcimer";

/** Every file of a folder. */
const files = (at) =>
  fs
    .readdirSync(at, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));

/** The files in which these words stand, in either of the ways in which programs write text. */
function holding(words, among) {
  const forms = [Buffer.from(words, "utf8"), Buffer.from(words, "utf16le")];
  return among.filter((file) => {
    const bytes = fs.readFileSync(file);
    return forms.some((form) => bytes.includes(form));
  });
}

/** The data file with its log, and the backups: where what is recorded belongs. */
const isData = (file) => path.basename(file).startsWith("proviso.db") || file.startsWith(path.join(data, "backups"));

test("what is typed stands in the data file and nowhere else", { timeout: 600_000 }, async () => {
  assert.equal(spawnSync(program, ["--data", data, "sample"]).status, 0, "there is something to open");
  const places = Object.fromEntries(
    ["DATA", "CACHE", "CONFIG", "STATE"].map((kind) => [`XDG_${kind}_HOME`, path.join(home, kind.toLowerCase())]),
  );
  fs.mkdirSync(home);
  const { TAURI_WEBVIEW_AUTOMATION: _, ...environment } = process.env;
  const counsel = ending(
    spawn(program, ["--data", data], {
      env: { ...environment, ...places, HOME: home, TMPDIR: home },
      stdio: "ignore",
    }),
  );
  const ended = once(counsel, "exit");
  try {
    const window = await windowTitled("^Assessments · Proviso$");
    hand("windowfocus", "--sync", window);
    // The title stands before the list does, and nothing but the program's rest says that it is there.
    let before = null;
    let still = 0;
    await until("the program at rest", () => {
      const now = worked(counsel.pid);
      still = now !== null && now === before ? still + 1 : 0;
      before = now;
      return still > 10;
    });
    // Backwards from the top one comes to the last button of the list, which opens a run.
    keys("shift+Tab");
    keys("Return");
    await windowTitled("Acme Instruments.* · Proviso$");
    // "Not applicable" asks at once why, and that is where one comes to.
    const records = () => files(data).filter((file) => path.basename(file).startsWith("proviso.db"));
    let typed = 0;
    await until("what was typed, on disk", () => {
      if (holding(CANARY, records()).length > 0) return true;
      // What is being typed is saved once the hand rests.
      if (Date.now() - typed < 2_000) return false;
      keys("5");
      type(CANARY);
      typed = Date.now();
      return false;
    });
    const started = startedBy(counsel.pid);
    hand("windowclose", window);
    await ended;
    await until("the end of its webview", () => running(started).length === 0);
  } finally {
    counsel.kill();
    await ended;
  }
  const left = [...files(home), ...files(data).filter((file) => !isData(file))];
  assert.deepEqual(holding(CANARY, left), [], "what was typed is in no other file");
  assert.deepEqual(holding("Acme Instruments", left), [], "nor is what was on the screen");
  assert.deepEqual(holding(path.basename(data), left), [], "nor where the data are");
  // The engine lays these out before there is a page: random numbers, and hosts to be reached by TLS alone.
  const frame = new Set(["salt", "hsts-storage.sqlite"]);
  const kept = files(path.join(data, "webview")).filter((file) => !frame.has(path.basename(file)));
  assert.deepEqual(kept, [], "and the webview has kept nothing of the page: no cache, no storage");
});
