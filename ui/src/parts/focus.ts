// Where the keyboard goes when what it was on is gone: never back to the start of the window.

import { tick } from "svelte";

/**
 * Brings the keyboard, once the window is drawn, to the first place that is there; else to the heading of
 * the screen.
 */
export async function focusOn(...places: readonly string[]): Promise<void> {
  await tick();
  for (const place of places) {
    const found = document.querySelector<HTMLElement>(place);
    if (found === null) continue;
    found.focus();
    return;
  }
  document.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
}

/** Returns where an item is chosen for: its row of the table, or its options. */
export const choiceOf = (item: string): readonly string[] => [
  `tr[data-item="${item}"] select`,
  "input[name='choice']:checked",
  "input[name='choice']",
];
