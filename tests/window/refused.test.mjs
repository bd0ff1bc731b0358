// Data that the window does not open: what the program says of it before there is a window, and what each
// button of that message does. It is the system's own message, so it is answered by hand.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";

import { hand, windowTitled } from "./hand.mjs";
import { ending, scratch } from "./system.mjs";
import { program, until } from "./webdriver.mjs";

const folder = scratch("refused");

const MESSAGE = "^Proviso cannot open its data$";

const run = (data, ...does) => spawnSync(program, ["--data", data, ...does], { encoding: "utf8" });

/** A data folder with the sample and a backup. */
function sample(name) {
  const data = path.join(folder, name);
  assert.equal(run(data, "sample").status, 0, "there is something to open");
  assert.equal(run(data, "backup").status, 0, "and a backup");
  return data;
}

/** Writes bytes over a data file that is closed. */
function overwrite(data, at, bytes) {
  const file = fs.openSync(path.join(data, "proviso.db"), "r+");
  fs.writeSync(file, Buffer.from(bytes), 0, bytes.length, at);
  fs.closeSync(file);
}

/** Starts the window as a person does; what it says on its way is kept. */
function start(data, before = []) {
  const [command, ...words] = [...before, program, "--data", data];
  const child = ending(spawn(command, words, { stdio: ["ignore", "ignore", "pipe"] }));
  const counsel = { child, said: "", ended: once(child, "exit") };
  child.stderr.setEncoding("utf8").on("data", (text) => (counsel.said += text));
  return counsel;
}

/** Presses a button of the message, which stand side by side at its lower edge, and waits until it is gone. */
async function answer(button) {
  const message = await windowTitled(MESSAGE);
  const across = { first: 0.25, second: 0.75, only: 0.5 }[button];
  let pressed = 0;
  await until("the end of the message", () => {
    if (!standing().includes(message)) return true;
    // A message that has just come may not have its buttons yet, and takes no notice.
    if (Date.now() - pressed < 3_000) return false;
    const [, width, height] = /Geometry: (\d+)x(\d+)/.exec(hand("getwindowgeometry", message));
    hand("mousemove", "--window", message, Math.round(width * across), height - 15, "click", 1);
    pressed = Date.now();
    return false;
  });
}

/** The windows that are there. */
const standing = () =>
  spawnSync("xdotool", ["search", "--onlyvisible", "--name", MESSAGE], { encoding: "utf8" }).stdout.split("\n");

test("a file of a newer version is refused, with what to do, and left as it is", { timeout: 600_000 }, async () => {
  const data = sample("newer");
  const file = path.join(data, "proviso.db");
  // Where SQLite keeps the number of the schema.
  overwrite(data, 60, [0, 0, 0, 99]);
  const before = fs.readFileSync(file);
  const counsel = start(data);
  await answer("only");
  const [code] = await counsel.ended;
  assert.equal(code, 1, "there is no window");
  assert.match(counsel.said, /newer/, `it says that the file is newer: ${counsel.said}`);
  assert.ok(before.equals(fs.readFileSync(file)), "not a byte of the file has changed");
});

test("a broken file is left alone, or the last good backup restored, as one answers", { timeout: 600_000 }, async () => {
  const data = sample("broken");
  const file = path.join(data, "proviso.db");
  // The first page, behind the header that says what the file is.
  overwrite(data, 100, Buffer.alloc(3000, 7));
  const broken = fs.readFileSync(file);
  const left = start(data);
  await answer("second");
  assert.deepEqual(await left.ended, [1, null], "left as it is, nothing is restored");
  assert.ok(broken.equals(fs.readFileSync(file)), "and the file is as it was");

  const counsel = start(data);
  await answer("first");
  // The message that follows says what was done.
  await answer("only");
  assert.deepEqual(await counsel.ended, [0, null], `it is restored: ${counsel.said}`);
  const listed = run(data, "list");
  assert.equal(listed.status, 0, listed.stderr);
  assert.match(listed.stdout, /Northwind/, "the sample is there again");
  const kept = fs.readdirSync(path.join(data, "backups")).map((name) => path.join(data, "backups", name));
  assert.ok(kept.some((one) => fs.statSync(one).isFile() && broken.equals(fs.readFileSync(one))), "and the broken file is kept");
});

const mounts = ["-m", "-rm"].find(
  (flags) => spawnSync("unshare", [flags, "mount", "-t", "tmpfs", "none", "/mnt"]).status === 0,
);
const skip = mounts === undefined ? "this system lets nobody mount, so no drive is read-only" : false;

test("a folder that takes no writes is opened to be read", { timeout: 600_000, skip }, async () => {
  const data = sample("read-only");
  const mount = `mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"`;
  const counsel = start(data, ["unshare", mounts, "sh", "-c", mount, data]);
  try {
    await answer("first");
    const window = await windowTitled(" · Proviso$");
    assert.match(counsel.said, /the drive is read-only/, "it says why");
    hand("windowclose", window);
  } finally {
    counsel.child.kill();
    await counsel.ended;
  }
});
