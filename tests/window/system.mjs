// What the tests of the window need of the system: a folder of their own, and the processes of a program,
// since those of its webview live on for a moment after it.

import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after } from "node:test";

/** Makes a folder that is removed once the tests of this file have ended. */
export function scratch(name) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `proviso-${name}-`));
  after(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Every process there is. */
const pids = () =>
  fs
    .readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);

/** The state of a process, its parent and when it began, in ticks since the machine started; null where it
 * is gone. */
function stat(pid) {
  try {
    // The name of the program stands in parentheses and may hold any characters.
    const fields = fs.readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\) /s, "").split(" ");
    return { state: fields[0], parent: Number(fields[1]), began: fields[19] };
  } catch {
    return null;
  }
}

/** The processes that `pid` has started, those that they have started, and so on. */
export function startedBy(pid) {
  const all = pids().map((one) => ({ pid: one, ...stat(one) }));
  const found = [{ pid }];
  for (const { pid: parent } of found) found.push(...all.filter((one) => one.parent === parent));
  return found.slice(1);
}

/** Those of them that still run: a number may be given again, and who has ended may wait to be asked how. */
export const running = (processes) =>
  processes.filter(({ pid, began }) => {
    const now = stat(pid);
    return now !== null && now.began === began && now.state !== "Z";
  });

/** The processes that have a data folder open. */
export function programs(folder) {
  const open = (pid) => {
    try {
      return fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").includes(folder);
    } catch {
      return false;
    }
  };
  return pids().filter((pid) => pid !== process.pid && open(pid));
}
