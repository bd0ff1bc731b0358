// The actions of a run while they are being worked on.

import * as commands from "../ipc/commands";
import type { ActionField, ActionRow, ActionsView, Grouping, RunStateView } from "../ipc/types";
import { longDate } from "./answer";
import { desk } from "./desk.svelte";
import type { Queue } from "./queue";
import { saving } from "./saving.svelte";

export class ActionList {
  readonly run: string;
  rows: readonly ActionRow[] = $state.raw([]);
  groupings: readonly Grouping[] = $state.raw([]);
  /** The rows chosen for a change together. */
  chosen: readonly string[] = $state.raw([]);

  readonly #typed: Record<string, string> = $state({});
  readonly #refused: Record<string, string> = $state({});
  readonly #queue: Queue;

  readonly #changed: (state: RunStateView) => void;

  constructor(run: string, changed: (state: RunStateView) => void = () => undefined) {
    this.run = run;
    this.#changed = changed;
    this.#queue = saving.queue({
      recorded: (at) => {
        delete this.#typed[at];
        delete this.#refused[at];
      },
      refused: (at, why) => {
        this.#refused[at] = why;
      },
    });
  }

  /** Reads the gaps as they stand now. */
  async read(): Promise<this> {
    this.#take(await commands.actions(this.run));
    return this;
  }

  /** Returns what stands in a field. */
  text(row: ActionRow, field: ActionField): string {
    const typed = this.#typed[key(row, field)];
    if (typed !== undefined) return typed;
    const draft = row.drafts.find((kept) => kept.field === field);
    if (draft !== undefined) return draft.text;
    if (field === "what") return row.what;
    const value = row.action[field] ?? "";
    return field === "due" || field === "acceptedUntil" ? longDate(value) : value;
  }

  refusal(row: ActionRow, field: ActionField): string | null {
    return this.#refused[key(row, field)] ?? null;
  }

  type(row: ActionRow, field: ActionField, text: string): void {
    const at = key(row, field);
    this.#typed[at] = text;
    delete this.#refused[at];
    this.#queue.type(at, text, {
      record: (value) => this.#record(row, field, value),
      draft: async (given) => {
        saving.at = await commands.saveActionDraft(this.run, row.item, field, given);
      },
    });
  }

  leave(row: ActionRow, field: ActionField): void {
    this.#queue.settle(key(row, field));
  }

  choose(row: ActionRow, field: ActionField, value: string): void {
    const at = key(row, field);
    this.#typed[at] = value;
    delete this.#refused[at];
    this.#queue.set(at, value, { record: (given) => this.#record(row, field, given) });
  }

  async #record(row: ActionRow, field: ActionField, value: string | null): Promise<void> {
    await desk.name();
    // The pack's own words are not counsel's: put back, they leave the field empty.
    const own = field === "what" && value?.trim() === row.recommended ? null : value;
    this.#take(await commands.recordAction(this.run, row.item, field, own));
    saving.at = clock();
  }

  /** Takes a row among those that are changed together, or out of them. */
  select(item: string, isChosen: boolean): void {
    const others = this.chosen.filter((id) => id !== item);
    this.chosen = isChosen ? [...others, item] : others;
  }

  /**
   * Records one field of all rows chosen, or of none. Returns what is odd about what was given, or
   * throws why it was refused.
   */
  async recordChosen(field: "owner" | "due", value: string): Promise<readonly string[]> {
    await desk.name();
    await saving.flush();
    const given = value.trim() === "" ? null : value;
    const view = await commands.recordActions(this.run, [...this.chosen], field, given);
    this.#take(view);
    saving.at = clock();
    return view.asks;
  }

  #take({ rows, groupings, state }: ActionsView): void {
    this.rows = rows;
    this.groupings = groupings;
    this.chosen = this.chosen.filter((item) => rows.some((row) => row.item === item));
    this.#changed(state);
  }
}

const key = (row: ActionRow, field: ActionField): string => `${field} ${row.item}`;

/** The command says no time; it has just been answered. Engines put various spaces before AM and PM. */
function clock(): string {
  return new Date().toLocaleTimeString("en-US").replace(/\s/g, " ");
}
