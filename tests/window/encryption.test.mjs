// Encryption in the real window: what the browser tests cannot show. Locked from the start where the
// folder is encrypted, by the system's keys, and with nothing left readable: not in the data folder,
// not in the webview's own profile, not in the desktop's list of recent files.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";

import { open, program, until } from "./webdriver.mjs";

const PASSPHRASE = "correct horse battery";
const CANARY = "Zeisigkanarienvogel";

const home = fs.mkdtempSync(path.join(os.tmpdir(), "proviso-locked-"));
const folder = path.join(home, "data");
const passphrase = path.join(home, "passphrase");
const share = path.join(home, "share");
const recent = path.join(share, "recently-used.xbel");
after(() => fs.rmSync(home, { recursive: true, force: true }));

/** Everything that the program and its webview write for a person goes under this home. */
const environment = {
  HOME: home,
  XDG_DATA_HOME: share,
  XDG_CACHE_HOME: path.join(home, "cache"),
  XDG_CONFIG_HOME: path.join(home, "config"),
};

const call = (window, command, given = {}) =>
  window.ask(
    `const [command, given, done] = arguments;
     window.__TAURI_INTERNALS__.invoke(command, given).then(done, (error) => done({ error }));`,
    command,
    given,
  );

/** Names the files anywhere below a folder in which the canary can be read, or whose name has it. */
function readable(at) {
  return fs.readdirSync(at, { recursive: true, withFileTypes: true }).flatMap((entry) => {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.name.includes(CANARY)) return [file];
    if (!entry.isFile()) return [];
    let bytes;
    try {
      bytes = fs.readFileSync(file);
    } catch {
      // It went while the folder was being read.
      return [];
    }
    const holds = bytes.includes(CANARY) || bytes.includes(Buffer.from(CANARY, "utf16le"));
    return holds ? [file] : [];
  });
}

const bookmark = (name, by) => `
  <bookmark href="file:///tmp/${name}" added="2026-11-01T10:00:00Z" modified="2026-11-01T10:00:00Z" visited="2026-11-01T10:00:00Z">
    <info><metadata owner="http://freedesktop.org">
      <mime:mime-type type="application/pdf"/>
      <bookmark:applications>
        <bookmark:application name="${by}" exec="&apos;${by} %u&apos;" modified="2026-11-01T10:00:00Z" count="1"/>
      </bookmark:applications>
    </metadata></info>
  </bookmark>`;

test("a locked window shows nothing, opens with the passphrase, and leaves nothing to read", { timeout: 240_000 }, async () => {
  fs.writeFileSync(passphrase, `${PASSPHRASE}\n`);
  fs.mkdirSync(share, { recursive: true });
  fs.writeFileSync(
    recent,
    `<?xml version="1.0" encoding="UTF-8"?>
<xbel version="1.0" xmlns:bookmark="http://www.freedesktop.org/standards/desktop-bookmarks" xmlns:mime="http://www.freedesktop.org/standards/shared-mime-info">
${bookmark(`${CANARY}.pdf`, "proviso")}${bookmark("another.pdf", "evince")}
</xbel>
`,
  );
  const made = spawnSync(program, ["--data", folder, "encrypt", "--new-passphrase-file", passphrase], {
    encoding: "utf8",
  });
  assert.equal(made.status, 0, made.stderr);

  const window = await open(folder, environment);
  try {
    await window.there("#unlock");
    const refused = await call(window, "assessments");
    assert.equal(refused.error.code, "locked", "no command answers before it is unlocked");
    await window.type("#unlock", PASSPHRASE);
    await window.script(`document.querySelector("form button[type=submit]").click()`);
    await until("the open window", () =>
      window.script(`return document.querySelector("#unlock") === null && document.querySelector("h1") !== null`),
    );
    const { run } = await call(window, "open_sample");
    const view = await call(window, "open_run", { run });
    const item = view.items.find(
      (one) => one.kind.is === "practice" && view.state.standings[one.id].is === "inScope",
    ).id;
    await window.script(`location.hash = arguments[0]`, `#/run/${run}/questions/${item}`);
    await window.there("#field-facts");
    await window.type("#field-facts", ` ${CANARY}`);
    await window.script(`document.activeElement.blur()`);
    await until("the answer on disk", async () => {
      const now = await call(window, "open_run", { run });
      return now.answers[item]?.facts?.includes(CANARY);
    });
    await window.script(`location.hash = arguments[0]`, `#/?find=${CANARY}`);
    await until("the found answer", () =>
      window.script(`return document.querySelector("main").textContent.includes(arguments[0])`, CANARY),
    );
    await until("the list of recent files without ours", () => readable(share).length === 0);
    assert.match(fs.readFileSync(recent, "utf8"), /another\.pdf/, "what others put there stays");
    assert.deepEqual(readable(home), [], "nothing can be read while it is open");
    await window.script(`window.dispatchEvent(new KeyboardEvent("keydown", {
      key: "L", ctrlKey: true, shiftKey: true, bubbles: true, cancelable: true }))`);
    await window.there("#unlock");
    const page = await window.script("return document.documentElement.outerHTML");
    assert.ok(!page.includes(CANARY), "nothing of the data is in the page");
    assert.deepEqual(readable(home), [], "nor on disk while it is locked");
  } finally {
    await window.close();
  }
  assert.deepEqual(readable(home), [], "nor after it was closed: profile, cache and configuration included");
});
