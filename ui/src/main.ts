// The page's start: what the program says first decides how it is dressed, so that is asked before
// anything is drawn.

import { mount } from "svelte";

import App from "./App.svelte";
import { start } from "./ipc/commands";
import { desk } from "./model/desk.svelte";
import { said } from "./model/words";
import "./styles/tokens.css";
import "./styles/base.css";

const target = document.getElementById("app");
if (target === null) throw new Error("The page has no place for the window.");

try {
  desk.open(await start());
  mount(App, { target });
} catch (reason) {
  const sentence = document.createElement("p");
  sentence.setAttribute("role", "alert");
  sentence.textContent = said(reason);
  target.replaceChildren(sentence);
}
