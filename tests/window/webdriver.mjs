// A small client of WebKitWebDriver for the real window: W3C WebDriver over fetch, no packages.
//
// It starts the driver, opens the program on a data folder, and offers what the tests do: find,
// click, type, run a script, take a picture, close. It waits for conditions, never for time to pass.

import { spawn } from "node:child_process";
import { once } from "node:events";
import net from "node:net";
import path from "node:path";

import { ending, programs, running, startedBy } from "./system.mjs";

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
const root = path.resolve(import.meta.dirname, "../..");

/** The program under test, built with the feature e2e. */
export const program = process.env.PROVISO_BIN ?? path.join(root, "target/debug/proviso");

/** Resolves to the first true answer of `ask`; fails with `what` after a minute: a busy machine checks the whole
 * data folder, and draws the page, in its own time. */
export async function until(what, ask) {
  const end = Date.now() + 60_000;
  let last;
  for (;;) {
    try {
      const answer = await ask();
      if (answer) return answer;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`${what} did not come about${last ? `: ${last.message}` : ""}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Calls a command as the page does. */
export const call = (window, command, given = {}) =>
  window.ask(
    `const [command, given, done] = arguments;
     window.__TAURI_INTERNALS__.invoke(command, given).then(done, (error) => done({ error }));`,
    command,
    given,
  );

/** Presses the first button or link whose words begin with `text`. */
export const press = (window, text) =>
  until(`a button “${text}”`, () =>
    window.script(
      `const wanted = arguments[0];
       const found = [...document.querySelectorAll("button, a")]
         .find((one) => one.textContent.trim().startsWith(wanted) && !one.disabled);
       if (found) found.click();
       return Boolean(found);`,
      text,
    ),
  );

async function freePort() {
  const server = net.createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** Seconds after which a driver is taken to have missed the program. */
const MISSED = 40;

/**
 * Starts a driver, and with it the program on a data folder. A driver asks the program to be driven as soon as
 * that has a webview at all; on a busy machine this can be before the webview heeds such questions, and the
 * driver then waits for its answer for ever. It is begun anew.
 */
async function drive(folder, environment, binary) {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const driver = ending(
      spawn("WebKitWebDriver", [`--port=${port}`], {
        env: { ...process.env, ...environment, TAURI_WEBVIEW_AUTOMATION: "true" },
        stdio: "ignore",
      }),
    );
    const ended = once(driver, "exit");
    const request = async (method, route, body, signal) => {
      const answer = await fetch(`http://127.0.0.1:${port}${route}`, {
        method,
        body: body === undefined ? undefined : JSON.stringify(body),
        signal,
      });
      const { value } = await answer.json();
      if (!answer.ok) throw new Error(`${value.error}: ${value.message}`);
      return value;
    };
    let session;
    /** Closes the window as a person does, and waits until the program and its webview have ended. */
    const close = async () => {
      const started = startedBy(driver.pid);
      if (session !== undefined) {
        await request("DELETE", `/session/${session.sessionId}/window`).catch(() => undefined);
        await request("DELETE", `/session/${session.sessionId}`).catch(() => undefined);
      }
      driver.kill();
      await ended;
      // A driver that is ended before it has ended the program leaves it behind, without a window
      // and with the data folder still open.
      await until("the end of the program", () => {
        const left = programs(folder);
        for (const pid of left) process.kill(pid);
        return left.length === 0;
      });
      await until("the end of its webview", () => running(started).length === 0);
    };
    try {
      await until("the driver", async () => (await request("GET", "/status")).ready);
      const options = { binary, args: ["--data", folder] };
      // What the page is asked to do may wait for a busy machine.
      const timeouts = { script: 120_000, pageLoad: 120_000 };
      const capabilities = { alwaysMatch: { timeouts, "webkitgtk:browserOptions": options } };
      session = await request("POST", "/session", { capabilities }, AbortSignal.timeout(MISSED * 1_000));
      return { request, close, at: (route) => `/session/${session.sessionId}${route}` };
    } catch (error) {
      await close();
      if (attempt === 5 || error.name !== "TimeoutError") throw error;
    }
  }
}

/** Opens the program's window on a data folder; `binary` may be a program that starts it. */
export async function open(folder, environment = {}, binary = program) {
  if (!process.env.DISPLAY) {
    throw new Error("There is no display; start these tests with cargo xtask test, or under xvfb-run");
  }
  const { request, close, at } = await drive(folder, environment, binary);
  const find = async (selector) => {
    const found = await request("POST", at("/element"), { using: "css selector", value: selector });
    return found[ELEMENT];
  };
  const there = (selector) => until(selector, () => find(selector));
  // The page may be drawn anew between finding an element and using it: both are one attempt.
  const use = (selector, what, method, body) =>
    until(selector, async () => {
      const answer = await request(method, at(`/element/${await find(selector)}/${what}`), body);
      return { answer };
    });
  const script = (text, ...args) => request("POST", at("/execute/sync"), { script: text, args });
  try {
    // The window is there before its page is.
    await until("the page", () =>
      script(`return window.__TAURI_INTERNALS__ !== undefined && document.querySelector("h1") !== null`),
    );
  } catch (error) {
    await close();
    throw error;
  }

  return {
    find,
    there,
    script,
    /** Runs a script that answers by calling its last argument. */
    ask: (text, ...args) => request("POST", at("/execute/async"), { script: text, args }),
    click: (selector) => use(selector, "click", "POST", {}),
    type: (selector, text) => use(selector, "value", "POST", { text }),
    text: async (selector) => (await use(selector, "text", "GET")).answer,
    value: async (selector) => script("return document.querySelector(arguments[0]).value", selector),
    title: () => request("GET", at("/title")),
    size: () => script("return [window.innerWidth, window.innerHeight]"),
    resize: (width, height) => request("POST", at("/window/rect"), { width, height }),
    picture: async () => Buffer.from(await request("GET", at("/screenshot")), "base64"),
    close,
  };
}
