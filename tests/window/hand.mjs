// A person's hand on the screen: keys and a pointer, as the system sends them to whatever is in front.
// With it a window is used that no driver holds, and things are dragged from one window to another.

import { spawnSync } from "node:child_process";

import { until } from "./webdriver.mjs";

/** Does something with keys or pointer, and returns what is told of it. */
export function hand(...does) {
  const { status, stdout, stderr, error } = spawnSync("xdotool", does.map(String), { encoding: "utf8" });
  if (status !== 0) throw new Error(`xdotool ${does[0]}: ${error?.message ?? stderr}`);
  return stdout.trim();
}

/** Waits for a window whose title is like this, and returns it. */
export function windowTitled(title) {
  const found = () => hand("search", "--onlyvisible", "--name", title).split("\n")[0];
  return until(`a window titled ${title}`, found);
}

/** Presses keys in the window that has the focus. */
export const keys = (...pressed) => hand("key", "--clearmodifiers", ...pressed);

/** Types text into the window that has the focus, slowly enough for the page. */
export const type = (text) => hand("type", "--clearmodifiers", "--delay", 30, text);
