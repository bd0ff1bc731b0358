// The details of an assessment while they are being corrected: who, what and for whom.

import * as commands from "../ipc/commands";
import type { AssessmentDetails } from "../ipc/types";
import { desk } from "./desk.svelte";
import type { Queue } from "./queue";
import { saving } from "./saving.svelte";
import type { RunSession } from "./session.svelte";

type Name = keyof AssessmentDetails;

export class DetailsDraft {
  readonly #session: RunSession;
  readonly #typed: Partial<Record<Name, string>> = $state({});
  readonly #refused: Partial<Record<Name, string>> = $state({});
  readonly #queue: Queue;

  constructor(session: RunSession) {
    this.#session = session;
    this.#queue = saving.queue({
      recorded: (name) => {
        delete this.#typed[name as Name];
        delete this.#refused[name as Name];
      },
      refused: (name, why) => {
        this.#refused[name as Name] = why;
      },
    });
  }

  /** The details as they stand in the fields. */
  get shown(): AssessmentDetails {
    return { ...this.#session.view.details, ...this.#typed };
  }

  refusal(name: Name): string | null {
    return this.#refused[name] ?? null;
  }

  type(name: Name, text: string): void {
    this.#typed[name] = text;
    delete this.#refused[name];
    this.#queue.type(name, text, { record: (value) => this.#record(name, value ?? "") });
  }

  leave(name: Name): void {
    this.#queue.settle(name);
  }

  async #record(name: Name, text: string): Promise<void> {
    await desk.name();
    const { view, id } = this.#session;
    await commands.setDetails(view.assessment, { ...view.details, [name]: text });
    this.#session.take(await commands.openRun(id));
  }
}
