// What the header says about saving: when the last change was on disk, or why it is not.

import { Refusal } from "../ipc/host";
import { Queue } from "./queue";
import { said } from "./words";

/** Milliseconds after which work that is not done is mentioned. */
export const SLOW_AFTER = 200;

/** Refusals that are about what was given, not about keeping it. */
const AT_THE_FIELD: ReadonlySet<string> = new Set(["badValue", "noAuthor"]);

/** Those who show the fields. */
export interface Fields {
  /** The newest value of the field is recorded. */
  recorded(key: string): void;
  /** What was given was refused, and why. */
  refused(key: string, why: string): void;
}

class Saving {
  /** Clock time of the last change that is on disk, `2:03:22 PM`; empty before the first. */
  at = $state("");
  /** Whether something has been on its way for long enough to say so. */
  isSlow = $state(false);
  /** Why something is not on disk; stays until it is. */
  failure = $state<string | null>(null);

  readonly #queues = new Set<Queue>();
  readonly #failed = new Map<string, string>();
  #busy = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Makes a queue whose state the header shows. */
  queue(listener: Fields): Queue {
    const name = String(this.#queues.size);
    const queue = new Queue({
      recorded: (key) => listener.recorded(key),
      refused: (key, what, reason) => {
        const code = reason instanceof Refusal ? reason.code : "host";
        // What is wrong with the text itself is said at the field; the header speaks of the disk.
        if (what === "record" && AT_THE_FIELD.has(code)) listener.refused(key, said(reason));
        else this.#fail(`${name} ${key}`, said(reason));
      },
      accepted: (key) => this.#mend(`${name} ${key}`),
      busy: (isBusy) => this.#count(isBusy ? 1 : -1),
    });
    this.#queues.add(queue);
    return queue;
  }

  /** Records everything that is not recorded yet, on every screen, and waits for it. */
  async flush(): Promise<void> {
    await Promise.all([...this.#queues].map((queue) => queue.flush()));
  }

  /** Waits for everything that is on its way, so that what is done next comes after it on disk too. */
  async sent(): Promise<void> {
    await Promise.all([...this.#queues].map((queue) => queue.sent()));
  }

  /** Keeps every text that is being typed, without recording it. */
  keep(): void {
    for (const queue of this.#queues) queue.keep();
  }

  /** Sends once more what was refused. */
  async retry(): Promise<void> {
    await Promise.all([...this.#queues].map((queue) => queue.retry()));
  }

  #fail(key: string, message: string): void {
    this.#failed.set(key, message);
    this.failure = message;
  }

  #mend(key: string): void {
    this.#failed.delete(key);
    this.failure = [...this.#failed.values()].at(-1) ?? null;
  }

  #count(by: 1 | -1): void {
    this.#busy += by;
    if (this.#busy === 0) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.isSlow = false;
    } else {
      this.#timer ??= setTimeout(() => {
        this.isSlow = true;
      }, SLOW_AFTER);
    }
  }
}

export const saving = new Saving();
