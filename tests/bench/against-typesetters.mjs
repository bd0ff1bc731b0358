// Times the 100-item PDF against WeasyPrint (as PDF/UA) and Typst setting the same text: whole processes,
// taking turns, medians and their ratios. Run `cargo build --release -p proviso-bench --example one-pdf`
// first; the two are installed from PyPI into target/typesetters, where they are not there yet.

import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../..");
const ours = path.join(root, "target/release/examples/one-pdf");
const tools = path.join(root, "target/typesetters");
const python = path.join(tools, "bin/python");
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "proviso-set-"));
const at = (name) => path.join(folder, name);
const rounds = 7;

if (!fs.existsSync(path.join(tools, "bin/weasyprint"))) {
  execFileSync("python3", ["-m", "venv", tools], { stdio: "inherit" });
  execFileSync(
    path.join(tools, "bin/pip"),
    ["install", "--quiet", "weasyprint==70.0", "typst>=0.15,<0.16"],
    { stdio: "inherit" },
  );
}

const timed = (work) => {
  const start = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - start) / 1e6;
};
const median = (list) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)];
const words = (file) =>
  execFileSync("pdftotext", [file, "-"], { maxBuffer: 1 << 26 }).toString().split(/\s+/).length;

execFileSync(ours, [at("ours.pdf"), at("page.html"), at("page.typ")]);
const runs = {
  Proviso: () => execFileSync(ours, [at("ours.pdf")]),
  WeasyPrint: () =>
    execFileSync(
      path.join(tools, "bin/weasyprint"),
      ["--pdf-variant", "pdf/ua-1", at("page.html"), at("weasyprint.pdf")],
      { stdio: "ignore" },
    ),
  Typst: () =>
    execFileSync(python, [
      "-c",
      "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2])",
      at("page.typ"),
      at("typst.pdf"),
    ]),
};
const times = Object.fromEntries(Object.keys(runs).map((name) => [name, []]));
for (let round = 0; round < rounds; round += 1) {
  for (const [name, run] of Object.entries(runs)) times[name].push(timed(run));
}
const mine = median(times.Proviso);
console.log(`Proviso ${mine.toFixed(0)} ms`);
for (const [name, least] of [
  ["WeasyPrint", 40],
  ["Typst", 2],
]) {
  const theirs = median(times[name]);
  const set = words(at(`${name.toLowerCase()}.pdf`));
  console.log(
    `${name} ${theirs.toFixed(0)} ms, ${set} words: ${(theirs / mine).toFixed(1)} times (target: at least ${least})`,
  );
}
fs.rmSync(folder, { recursive: true, force: true });
