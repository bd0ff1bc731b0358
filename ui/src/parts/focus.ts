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

/** Does the same where the keyboard would be on nothing, because what it was on is gone. */
export async function keepFocus(...places: readonly string[]): Promise<void> {
  await tick();
  if (document.activeElement === document.body) await focusOn(...places);
}

/** Leaves a field and stays at it: its keys are typed no more, and Tab goes on from here. */
export function leaveField(field: HTMLElement): void {
  // What a verdict asks for goes once it is given; its row stays.
  if (field.closest(".asked") !== null) {
    void focusOn('tr[aria-current="true"]');
    return;
  }
  const around = field.closest<HTMLElement>(".field, tr, main") ?? document.querySelector("h1");
  if (around === null) {
    field.blur();
    return;
  }
  if (!around.hasAttribute("tabindex")) around.tabIndex = -1;
  around.focus({ preventScroll: true });
}
