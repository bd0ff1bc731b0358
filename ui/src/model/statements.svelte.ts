// What a respondent states, while it is filled in: kept on disk a moment after the last key, one item at
// a time.

import * as commands from "../ipc/commands";
import type { AnsweringView, Asked, RespondentView, Stated, StatedInput } from "../ipc/types";
import { longDate } from "./answer";
import type { Queue } from "./queue";
import { saving } from "./saving.svelte";

/** The fields of a statement that are texts. */
export type Typed = "value" | "facts" | "evidence" | "on";
export type Chosen = "verdict" | "choice" | "basis";

/** Returns a statement as it is typed. */
export function typed(item: string, stated: Stated | undefined): StatedInput {
  return {
    item,
    verdict: stated?.verdict ?? null,
    choice: stated?.choice ?? "",
    value: longDate(stated?.value ?? ""),
    facts: stated?.facts ?? "",
    basis: stated?.basis ?? null,
    evidence: stated?.evidence ?? "",
    on: longDate(stated?.on ?? ""),
  };
}

/** Returns whether a field is read as a date or a number, and so can be refused while it is half typed. */
export function isParsed(asked: Asked, field: Typed): boolean {
  if (field === "on") return true;
  return field === "value" && asked.asks.kind !== "text";
}

/** Returns whether anything at all is stated. */
export function isStated({ item: _, ...fields }: StatedInput): boolean {
  return Object.values(fields).some((value) => value !== null && value.trim() !== "");
}

export class Statements {
  readonly request: string;
  by: RespondentView = $state.raw({ name: "", role: "" });
  readonly #said: Record<string, StatedInput> = $state({});
  /** Fields as they were taken last: a date that is half typed does not stop the rest from being kept. */
  readonly #kept: Record<string, StatedInput> = {};
  readonly #refused: Record<string, string> = $state({});
  readonly #queue: Queue;

  constructor(view: AnsweringView) {
    this.request = view.request.id;
    this.by = view.by;
    for (const { item } of view.request.items) {
      const stated = view.answers.find((one) => one.item === item);
      this.#said[item] = typed(item, stated);
      this.#kept[item] = typed(item, stated);
    }
    if (view.saved !== "") saving.at = view.saved;
    this.#queue = saving.queue({
      recorded: (key) => {
        delete this.#refused[key];
      },
      refused: (key, why) => {
        this.#refused[key] = why;
      },
    });
  }

  of(item: string): StatedInput {
    return this.#said[item] ?? typed(item, undefined);
  }

  refusal(item: string, field: Typed): string | null {
    return this.#refused[`${field} ${item}`] ?? null;
  }

  /** Takes what is typed; what is read as a date or a number is kept as it is left. */
  type(asked: Asked, field: Typed, text: string): void {
    const { item } = asked;
    this.#put(item, { [field]: text });
    const key = `${field} ${item}`;
    delete this.#refused[key];
    const record = (): Promise<void> => this.#keep(item, field);
    const draft = isParsed(asked, field) ? {} : { draft: record };
    this.#queue.type(key, text, { record, ...draft });
  }

  leave(item: string, field: Typed): void {
    this.#queue.settle(`${field} ${item}`);
  }

  choose(item: string, field: Chosen, value: string, delay = 0): void {
    this.#put(item, { [field]: value === "" && field !== "choice" ? null : value });
    const record = (): Promise<void> => this.#keep(item, field);
    this.#queue.set(`${field} ${item}`, value, { record }, delay);
  }

  /** Takes who answers. */
  name(change: Partial<RespondentView>): void {
    this.by = { ...this.by, ...change };
    const record = async (): Promise<void> => {
      saving.at = (await commands.saveAnsweringBy(this.request, this.by)).saved;
    };
    this.#queue.type("by", JSON.stringify(this.by), { record, draft: record });
  }

  #put(item: string, change: Partial<StatedInput>): void {
    this.#said[item] = { ...this.of(item), ...change };
  }

  async #keep(item: string, field: Typed | Chosen): Promise<void> {
    const kept = this.#kept[item] ?? typed(item, undefined);
    const next: StatedInput = { ...kept, [field]: this.of(item)[field] };
    saving.at = (await commands.saveStatement(this.request, next)).saved;
    this.#kept[item] = next;
  }
}
