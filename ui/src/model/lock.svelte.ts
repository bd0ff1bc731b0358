// Locking the window: on demand, and once nobody has been there for long enough. When that is, the
// program decides; the page tells it whether keys or pointer were used.

import * as commands from "../ipc/commands";
import { desk } from "./desk.svelte";
import { saving } from "./saving.svelte";

/** Milliseconds between two questions to the program. */
export const ASK_EVERY = 5_000;

const SIGNS = ["keydown", "pointerdown", "pointermove", "wheel", "touchstart"] as const;

/** Records what is typed, closes the data, and begins anew: nothing stays in the page. */
export async function lock(): Promise<void> {
  await saving.flush();
  await commands.lock();
  location.reload();
}

/** Watches whether somebody is there, from now on. */
export function watchIdle(): void {
  let isActive = true;
  const stirred = (): void => {
    isActive = true;
  };
  for (const sign of SIGNS) {
    window.addEventListener(sign, stirred, { passive: true, capture: true });
  }
  const ask = async (): Promise<void> => {
    const active = isActive;
    isActive = false;
    const state = await commands.rest(active);
    desk.folderWarning = state.warning;
    if (state.isLocked) {
      location.reload();
    } else if (state.isDue) {
      // What is being typed stays a draft: nobody has left the field on purpose.
      saving.keep();
      await commands.lock();
      location.reload();
    }
  };
  setInterval(() => {
    // A window that is being closed gets no answer any more.
    ask().catch(() => undefined);
  }, ASK_EVERY);
}
