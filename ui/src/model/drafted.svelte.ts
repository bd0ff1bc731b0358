// A form that is filled in over some time: what is typed is kept a moment after the last key, and is
// there again after a restart, until the form is done with.

import * as commands from "../ipc/commands";
import type { FormDraftView } from "../ipc/types";
import type { Queue } from "./queue";
import { saving } from "./saving.svelte";

/** Reads a form as it was kept. What is not a text, a list or nothing of the blank form is left out. */
export function readForm<Form extends object>(blank: Form, text: string | null): Form {
  if (text === null || text === "") return { ...blank };
  let kept: unknown;
  try {
    kept = JSON.parse(text);
  } catch {
    return { ...blank };
  }
  if (typeof kept !== "object" || kept === null) return { ...blank };
  const known = kept as Record<string, unknown>;
  const fields = Object.entries(blank).map(([name, empty]) => {
    const value = known[name];
    const fits = Array.isArray(empty)
      ? Array.isArray(value) && value.every((each) => typeof each === "string")
      : typeof value === typeof empty || (empty === null && typeof value === "string");
    return [name, fits ? value : empty];
  });
  return Object.fromEntries(fields) as Form;
}

export class FormDraft<Form extends object> {
  readonly #run: string;
  readonly #name: string;
  readonly #blank: Form;
  readonly #queue: Queue;
  /** What the form holds. */
  value: Form = $state.raw() as Form;
  /** Whether anything was typed that is kept. */
  isKept = $state(false);

  /** `text` is what was kept of an earlier day. */
  constructor(run: string, name: string, blank: Form, text: string | null) {
    this.#run = run;
    this.#name = name;
    this.#blank = blank;
    this.value = readForm(blank, text);
    this.isKept = text !== null && text !== "";
    this.#queue = saving.queue({ recorded: () => undefined, refused: () => undefined });
  }

  /** Takes what is typed or chosen. */
  change(change: Partial<Form>): void {
    this.value = { ...this.value, ...change };
    this.isKept = true;
    this.#queue.type(this.#name, JSON.stringify(this.value), this.#sender);
  }

  /** Puts what is typed on disk, and waits for it. */
  flush(): Promise<void> {
    return this.#queue.flush();
  }

  /** Empties the form: it was recorded, and its draft with it. */
  done(): void {
    this.value = { ...this.#blank };
    this.isKept = false;
  }

  /** Throws away what is typed. */
  async discard(): Promise<void> {
    await this.#queue.flush();
    await commands.dropFormDraft(this.#run, this.#name);
    this.done();
  }

  readonly #sender = {
    draft: (text: string) => this.#keep(text),
    record: (text: string | null) => this.#keep(text ?? "{}"),
  };

  async #keep(text: string): Promise<void> {
    saving.at = await commands.saveFormDraft(this.#run, this.#name, text);
  }
}

/** Returns what was kept of a form. */
export function keptOf(drafts: readonly FormDraftView[], form: string): string | null {
  return drafts.find((draft) => draft.form === form)?.text ?? null;
}
