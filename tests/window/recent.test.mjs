// That the desktop's list of recent files keeps nothing of what was chosen in the program's dialogs. The
// list is read by every program of the same person.

import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";

import { scratch } from "./system.mjs";
import { open, until } from "./webdriver.mjs";

const folder = scratch("recent");

/** An entry as the toolkit writes it. */
const entry = (file, program) => `
  <bookmark href="file:///elsewhere/${file}" added="2026-11-01T10:00:00Z" modified="2026-11-01T10:00:00Z" visited="2026-11-01T10:00:00Z">
    <info>
      <metadata owner="http://freedesktop.org">
        <mime:mime-type type="application/octet-stream"/>
        <bookmark:applications>
          <bookmark:application name="${program}" exec="&apos;${program} %u&apos;" modified="2026-11-01T10:00:00Z" count="1"/>
        </bookmark:applications>
      </metadata>
    </info>
  </bookmark>`;

test("what the program had put on the list is taken off, and nothing else", { timeout: 600_000 }, async () => {
  const home = path.join(folder, "home");
  const list = path.join(home, "recently-used.xbel");
  fs.mkdirSync(home);
  fs.writeFileSync(
    list,
    `<?xml version="1.0" encoding="UTF-8"?>
<xbel version="1.0"
      xmlns:bookmark="http://www.freedesktop.org/standards/desktop-bookmarks"
      xmlns:mime="http://www.freedesktop.org/standards/shared-mime-info">${entry("privileged.pdf", "proviso")}${entry("letter.txt", "gedit")}
</xbel>
`,
  );
  const window = await open(path.join(folder, "data"), { XDG_DATA_HOME: home });
  try {
    await until("a list without the program's own entry", () => !fs.readFileSync(list, "utf8").includes("privileged.pdf"));
    assert.match(fs.readFileSync(list, "utf8"), /letter\.txt/, "what another program put there stays");
  } finally {
    await window.close();
  }
});
