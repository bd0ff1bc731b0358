// Times the 100-item PDF against headless Chromium printing the same text: whole processes, taking
// turns, medians and their ratio. Run `cargo build --release -p proviso-bench --example one-pdf` first.

import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../..");
const ours = path.join(root, "target/release/examples/one-pdf");
const chromium = process.env.PROVISO_CHROMIUM ?? "/usr/bin/chromium";
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "proviso-print-"));
const html = path.join(folder, "page.html");

const timed = (work) => {
  const start = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - start) / 1e6;
};
const median = (list) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)];

execFileSync(ours, [path.join(folder, "ours.pdf"), html]);
const [mine, theirs] = [[], []];
for (let round = 0; round < 9; round += 1) {
  mine.push(timed(() => execFileSync(ours, [path.join(folder, "ours.pdf")])));
  const profile = path.join(folder, `profile-${round}`);
  theirs.push(
    timed(() =>
      execFileSync(
        chromium,
        [
          "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync",
          "--disable-background-networking", "--disable-component-update",
          `--user-data-dir=${profile}`, `--print-to-pdf=${path.join(folder, "theirs.pdf")}`,
          `file://${html}`,
        ],
        { stdio: "ignore" },
      ),
    ),
  );
}
const [a, b] = [median(mine), median(theirs)];
console.log(`Proviso ${a.toFixed(0)} ms, Chromium ${b.toFixed(0)} ms: ${(b / a).toFixed(1)} times (target: at least 20)`);
fs.rmSync(folder, { recursive: true, force: true });
