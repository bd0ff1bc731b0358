// What the tests of the window need of the system: a folder of their own, and the processes of a program,
// since those of its webview live on for a moment after it.

import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after } from "node:test";

const children = new Set();

/** Notes a process that a test has started, and returns it. What a test that failed has left running ends
 * with the tests of this file: else neither the file nor the whole run would ever come to its end. */
export function ending(child) {
  children.add(child);
  child.once("exit", () => children.delete(child));
  return child;
}

after(() => children.forEach((child) => child.kill("SIGKILL")));

/** Makes a folder that is removed once the tests of this file have ended, and with it whoever was left
 * running on it. */
export function scratch(name) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `proviso-${name}-`));
  after(() => {
    for (const pid of pids().filter((one) => one !== process.pid && words(one).some((word) => word.startsWith(folder)))) {
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // It has just ended by itself.
      }
    }
    // What writes into it is gone with a moment's delay.
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 50, retryDelay: 100 });
  });
  return folder;
}

/** Every process there is. */
const pids = () =>
  fs
    .readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);

/** The words that a process was started with; none where it is gone. */
function words(pid) {
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
  } catch {
    return [];
  }
}

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
  return pids().filter((pid) => pid !== process.pid && words(pid).includes(folder));
}

/** How much a process and those that it has started have worked so far; null while one of them works, or
 * waits for its turn to. */
export function worked(pid) {
  const threads = [{ pid }, ...startedBy(pid)].flatMap((one) => {
    try {
      return fs.readdirSync(`/proc/${one.pid}/task`).map((task) => `/proc/${one.pid}/task/${task}/stat`);
    } catch {
      return [];
    }
  });
  const all = [];
  for (const thread of threads) {
    try {
      const fields = fs.readFileSync(thread, "utf8").replace(/^.*\) /s, "").split(" ");
      if (fields[0] === "R" || fields[0] === "D") return null;
      all.push(`${thread} ${fields[11]} ${fields[12]}`);
    } catch {
      return null;
    }
  }
  return all.join("\n");
}
