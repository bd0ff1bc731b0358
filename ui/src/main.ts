// The page's start: what the program says first decides how it is dressed, so that is asked before
// anything is drawn; the fonts are read meanwhile, since lines set in another one would move.

import { mount } from "svelte";

import App from "./App.svelte";
import { start } from "./ipc/commands";
import { Refusal } from "./ipc/host";
import { desk } from "./model/desk.svelte";
import { watchIdle } from "./model/lock.svelte";
import Unlock from "./screens/Unlock.svelte";
import Unopened from "./screens/Unopened.svelte";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/shapes.css";

const target = document.getElementById("app");
if (target === null) throw new Error("The page has no place for the window.");

/** Milliseconds for which the window waits for its fonts: they are in the program, and a few are enough. */
const FONTS_WITHIN = 300;
/** One that cannot be read, or comes too late, leaves the system's in its place and keeps nothing waiting. */
const fonts = Promise.race([
  Promise.allSettled([...document.fonts].map((font) => font.load())),
  new Promise((go) => setTimeout(go, FONTS_WITHIN)),
]);

try {
  const began = await start().finally(() => fonts);
  desk.open(began);
  watchIdle();
  mount(App, { target });
  // What the file holds is known later; until then nothing is said of it.
  desk.check().catch(() => undefined);
} catch (reason) {
  if (reason instanceof Refusal && reason.code === "locked") mount(Unlock, { target });
  else mount(Unopened, { target, props: { reason } });
}
