// That the program speaks to no network: its main job is done while every call that it and its
// webview make on sockets is written down, and the record is read. What `cargo xtask test` adds is
// a network of the tests' own, which has no way out of this machine (PROVISO_ALONE).

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";

import { scratch } from "./system.mjs";
import { open, program, until } from "./webdriver.mjs";

const folder = scratch("offline");

const call = (window, command, given = {}) =>
  window.ask(
    `const [command, given, done] = arguments;
     window.__TAURI_INTERNALS__.invoke(command, given).then(done, (error) => done({ error }));`,
    command,
    given,
  );

const press = (window, text) =>
  until(`a button “${text}”`, () =>
    window.script(
      `const found = [...document.querySelectorAll("button")]
         .find((one) => one.textContent.trim().startsWith(arguments[0]) && !one.disabled);
       if (found) found.click();
       return Boolean(found);`,
      text,
    ),
  );

/** The lines of a record that name an Internet socket other than the driver's, at a port here. */
function strangers(record, port) {
  const driver = (line) =>
    line.includes(`127.0.0.1:${port}-`) ||
    line.includes(`127.0.0.1:${port}]`) ||
    line.includes(`sin_port=htons(${port}), sin_addr=inet_addr("127.0.0.1")`);
  const internet = (line) => /AF_INET6?\b|<(TCP|UDP|RAW|ICMP|PING|SCTP|DCCP|MPTCP)(v6)?:/i.test(line);
  const spoken = (line) => /\b(connect|sendto|sendmsg|sendmmsg)\(/.test(line);
  return record.split("\n").filter((line) => internet(line) && spoken(line) && !driver(line));
}

test("what reads the record sees a call that leaves the program", () => {
  const said = [
    `7 connect(9<TCP:[1]>, {sa_family=AF_INET, sin_port=htons(443), sin_addr=inet_addr("93.184.216.34")}, 16) = 0`,
    `7 sendto(9<UDP:[127.0.0.1:5000->127.0.0.53:53]>, "x", 1, 0, NULL, 0) = 1`,
    `7 connect(9<TCPv6:[1]>, {sa_family=AF_INET6, sin6_port=htons(80)}, 28) = -1 ENETUNREACH`,
    `7 connect(9<TCP:[1]>, {sa_family=AF_INET, sin_port=htons(40001), sin_addr=inet_addr("10.0.0.1")}, 16) = 0`,
  ];
  const fine = [
    `7 connect(9<UNIX-STREAM:[1]>, {sa_family=AF_UNIX, sun_path="/tmp/.X11-unix/X99"}, 20) = 0`,
    `7 connect(9<TCP:[1]>, {sa_family=AF_INET, sin_port=htons(40001), sin_addr=inet_addr("127.0.0.1")}, 16) = 0`,
    `7 sendto(9<TCP:[127.0.0.1:40001->127.0.0.1:52000]>, "x", 1, 0, NULL, 0) = 1`,
    `7 socket(AF_INET, SOCK_STREAM, 0) = 9<TCP:[1]>`,
  ];
  assert.deepEqual(strangers([...said, ...fine].join("\n"), "40001"), said);
});

test("the tests run where nothing outside can be reached", { skip: !process.env.PROVISO_ALONE }, () => {
  assert.deepEqual(Object.keys(os.networkInterfaces()), ["lo"], "loopback is the only network there is");
});

// Some machines let no program watch another.
const watches = spawnSync("strace", ["-qq", "-o", os.devNull, "true"]).status === 0;
const skip = watches ? false : "strace is not allowed to watch a program here, so this is NOT SHOWN";

test("the main job makes no connection but the test driver's own", { timeout: 600_000, skip }, async () => {
  const record = path.join(folder, "calls");
  const heard = path.join(folder, "driver");
  const traced = path.join(folder, "traced");
  // The program and everything it starts, not the driver that starts it.
  fs.writeFileSync(
    traced,
    `#!/bin/sh
printf %s "$WEBKIT_INSPECTOR_SERVER" > '${heard}'
exec strace -f -yy -qq -e trace=network -o '${record}' '${program}' "$@"
`,
    { mode: 0o755 },
  );
  const data = path.join(folder, "data");
  const file = path.join(folder, "gap-analysis.pdf");
  const window = await open(data, { PROVISO_PICK: file }, traced);
  try {
    await press(window, "Open the sample");
    const run = await until("the sample’s run on the page", async () => {
      const address = await window.script("return location.hash");
      return /^#\/run\/([0-9a-f]{32})/.exec(address)?.[1];
    });
    // The page is left and comes back, as after a restart.
    await window.script(`window.before = true; location.reload();`);
    await until("the page again", () =>
      window.script(`return window.before === undefined && document.querySelector("h1") !== null`),
    );
    const view = await call(window, "open_run", { run });
    const item = view.items.find(
      (one) => one.kind.is === "practice" && view.state.standings[one.id].is === "inScope",
    ).id;
    for (const [screen, shows] of [
      [`questions/${item}`, "input[name=verdict][value=partly]"],
      ["overview", "h1"],
      ["actions", "h1"],
      ["order/1", "h1"],
      ["report", "h1"],
    ]) {
      await window.script(`location.hash = arguments[0]`, `#/run/${run}/${screen}`);
      await window.there(shows);
      if (shows !== "h1") await window.script(`document.querySelector(arguments[0]).click()`, shows);
    }
    await until("the verdict on disk", async () => {
      const now = await call(window, "open_run", { run });
      return now.answers[item]?.verdict === "partly";
    });
    await press(window, "Export…");
    await until("the file", () => fs.existsSync(file));
  } finally {
    await window.close();
  }
  const [, port] = /^127\.0\.0\.1:(\d+)$/.exec(fs.readFileSync(heard, "utf8")) ?? [];
  assert.ok(port, "the driver speaks to the program on this machine");
  const calls = fs.readFileSync(record, "utf8");
  assert.ok(calls.includes(`sun_path=`), "the record holds what the program says to the display");
  assert.deepEqual(strangers(calls, port), [], "no other connection was tried and nothing was sent elsewhere");
});
