// The main job in the real window: make an assessment, answer, close, reopen, find the answers,
// export the PDF. What the browser tests cannot show stands here: the window itself, its policy,
// its size, and that a second one is told plainly.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";

import { ending, scratch } from "./system.mjs";
import { call, open, press, program, until } from "./webdriver.mjs";

const folder = scratch("main-job");
const file = path.join(folder, "gap-analysis.pdf");

const saved = (window) =>
  until("“Saved” with the time", () =>
    window.script(`return /Saved \\d{1,2}:\\d\\d:\\d\\d [AP]M/.test(document.querySelector("header").textContent)`),
  );

test("an assessment is made, answered, closed, found again and exported", { timeout: 600_000 }, async () => {
  const window = await open(folder, { PROVISO_PICK: file });
  let item;
  let left;
  try {
    const first = await window.script("return [innerWidth, innerHeight]");
    await window.resize(1100, 760);
    await until("the new size", async () => {
      const now = await window.script("return [innerWidth, innerHeight]");
      return now[0] !== first[0] && now[1] !== first[1];
    });
    const packs = await call(window, "packs");
    assert.ok(packs.length > 0, "the program carries its packs");
    await window.script(`location.hash = "#/new"`);
    await window.there("#organization");
    await window.type("#organization", "Example Robotics");
    await window.type("#author", "M. Okafor");
    await until("the role of an adopter", () =>
      window.script(
        `const box = [...document.querySelectorAll("input[type=checkbox]")]
           .find((one) => one.closest("label")?.textContent.includes("Enterprise adopter"));
         if (box && !box.checked) box.click();
         return Boolean(box?.checked);`,
      ),
    );
    await press(window, "Start the assessment");
    await window.there("input[name=verdict][value=partly], input[name=choice]");
    const rows = await call(window, "assessments");
    const run = rows[0].runs[0].id;
    const view = await call(window, "open_run", { run });
    item = view.items.find(
      (one) => one.kind.is === "practice" && view.state.standings[one.id].is === "inScope",
    ).id;
    await window.script(`location.hash = arguments[0]`, `#/run/${run}/questions/${item}`);
    await until("the question", async () =>
      (await window.script("return location.hash")).endsWith(item),
    );
    await window.there("input[name=verdict][value=partly]");
    await window.script(`document.querySelector("input[name=verdict][value=partly]").click()`);
    await window.type("#field-facts", "Template v3 covers it in part.");
    await window.script(`document.activeElement.blur()`);
    await until("the answer on disk", async () => {
      const now = await call(window, "open_run", { run });
      return now.answers[item]?.facts === "Template v3 covers it in part.";
    });
    await saved(window);
    const picture = await window.picture();
    assert.ok(picture.length > 20_000, "the window shows more than a blank page");
    left = await window.script("return [innerWidth, innerHeight]");
  } finally {
    await window.close();
  }

  const again = await open(folder, { PROVISO_PICK: file });
  try {
    const rows = await call(again, "assessments");
    const run = rows[0].runs[0].id;
    const view = await call(again, "open_run", { run });
    assert.equal(view.answers[item].verdict, "partly", "the verdict is found again");
    assert.equal(view.answers[item].facts, "Template v3 covers it in part.", "and so are the facts");
    assert.equal(view.place, item, "and the place where counsel left");
    await until("the window in the size it was left in", async () => {
      const [width, height] = await again.script("return [innerWidth, innerHeight]");
      return Math.abs(width - left[0]) <= 2 && Math.abs(height - left[1]) <= 2;
    });
    await until("the field with its text, where counsel left", async () =>
      (await again.value("#field-facts")) === "Template v3 covers it in part.",
    );
    await again.script(`location.hash = arguments[0]`, `#/run/${run}/report`);
    await press(again, "Export…");
    await until("the file", () => fs.existsSync(file));
    const bytes = fs.readFileSync(file);
    assert.equal(bytes.subarray(0, 8).toString(), "%PDF-1.7", "the export is a PDF");
    await until("the name of the file on the page", () =>
      again.script(`return document.body.textContent.includes("gap-analysis.pdf")`),
    );
    const shown = await again.script("return document.body.textContent");
    assert.ok(!shown.includes(folder), "the page never sees the folder");
  } finally {
    await again.close();
  }
});

test("the page reaches nothing but its own commands", { timeout: 600_000 }, async () => {
  const window = await open(folder);
  try {
    const reached = await window.ask(
      `const done = arguments[arguments.length - 1];
       fetch("http://127.0.0.1:9/").then(() => done("reached"), (error) => done(String(error)));`,
    );
    assert.notEqual(reached, "reached", "the policy stops a request to another host");
    const opened = await window.script(`return window.open("https://example.invalid/") !== null`);
    assert.equal(opened, false, "no other window opens");
    const before = await window.script(`return location.href.split("#")[0]`);
    await window.script(`const link = document.createElement("a");
      link.href = "https://example.invalid/"; document.body.append(link); link.click();`);
    assert.equal(await window.script(`return location.href.split("#")[0]`), before, "the window stays on its page");
    const core = await call(window, "plugin:window|set_title", { value: "x" });
    assert.ok(core?.error, "commands of the toolkit are refused");
  } finally {
    await window.close();
  }
});

test("a second program on the same folder is told plainly", { timeout: 600_000 }, async () => {
  const window = await open(folder);
  try {
    const listed = spawnSync(program, ["--data", folder, "list"], { encoding: "utf8" });
    assert.equal(listed.status, 1, "the command is refused");
    assert.match(listed.stderr, /is open in another Proviso window/, "with the reason");
    const second = ending(spawn(program, ["--data", folder], { stdio: ["ignore", "ignore", "pipe"] }));
    const ended = once(second, "exit");
    let said = "";
    second.stderr.on("data", (text) => (said += text));
    await until("the sentence", () => /is open in another Proviso window/.test(said));
    second.kill();
    await ended;
  } finally {
    await window.close();
  }
});
