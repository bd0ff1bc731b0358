// Saving. What is typed is kept as a draft a moment after the last key; leaving a field, or pressing
// a verdict, records it. Everything goes through one lane, one command after the other, so that an
// answer that comes late can never stand for a newer one.
//
// Each field has a number that counts what was put into it. A command carries the number of the text
// it sent; only when that is still the newest is the field clean again.

/** Carries one field of something to disk. */
export interface Sender {
  /** Keeps a text that is being typed; absent where drafts are not kept. */
  draft?(text: string): Promise<void>;
  /** Records a value, or clears the field. */
  record(value: string | null): Promise<void>;
}

/** What the queue tells the window. */
export interface Listener {
  /** The newest value of the field is recorded. */
  recorded(key: string): void;
  /** A command was refused; the text is still in the queue. */
  refused(key: string, what: "draft" | "record", reason: unknown): void;
  /** Something went through that had been refused before, or was put anew. */
  accepted(key: string, what: "draft" | "record"): void;
  /** Whether anything is on its way or waits to be sent. */
  busy(isBusy: boolean): void;
}

interface Slot {
  sender: Sender;
  value: string;
  /** Counts what was put into the field. */
  number: number;
  /** Number of the newest value that is kept as a draft. */
  drafted: number;
  /** Number of the newest value that is recorded. */
  recorded: number;
  /** Number of the newest value that was refused as a record; it waits for another one. */
  refused: number;
  /** Number of the value that is being recorded at this moment. */
  onItsWay: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}

interface Job {
  key: string;
  what: "draft" | "record";
}

/** Milliseconds between the last key and the draft. */
export const DRAFT_AFTER = 300;

export class Queue {
  readonly #slots = new Map<string, Slot>();
  readonly #lane: Job[] = [];
  readonly #listener: Listener;
  #running: Promise<void> | null = null;

  constructor(listener: Listener) {
    this.#listener = listener;
  }

  /** Takes what a field holds while it is being typed; keeps it as a draft a moment later. */
  type(key: string, text: string, sender: Sender): void {
    const slot = this.#put(key, text, sender);
    if (sender.draft === undefined) return;
    slot.timer = setTimeout(() => this.#push({ key, what: "draft" }), DRAFT_AFTER);
  }

  /** Records a value, after `delay` milliseconds in which another may take its place. */
  set(key: string, value: string, sender: Sender, delay = 0): void {
    const slot = this.#put(key, value, sender);
    if (delay === 0) this.#push({ key, what: "record" });
    else slot.timer = setTimeout(() => this.#push({ key, what: "record" }), delay);
  }

  /** Records what a field holds, if it is not recorded yet. */
  settle(key: string): void {
    const slot = this.#slots.get(key);
    if (slot === undefined || slot.recorded === slot.number) return;
    if (slot.refused === slot.number || slot.onItsWay === slot.number) return;
    clearTimeout(slot.timer);
    this.#push({ key, what: "record" });
  }

  /** Keeps every text as a draft at once, without recording anything. */
  keep(): void {
    for (const [key, slot] of this.#slots) {
      if (slot.recorded === slot.number || slot.drafted === slot.number) continue;
      clearTimeout(slot.timer);
      this.#push({ key, what: slot.sender.draft === undefined ? "record" : "draft" });
    }
  }

  /** Records everything that is not recorded yet, and waits until all of it is answered. */
  async flush(): Promise<void> {
    for (const key of this.#slots.keys()) this.settle(key);
    await this.sent();
  }

  /** Waits until everything that is on its way is answered. */
  async sent(): Promise<void> {
    while (this.#running !== null) await this.#running;
  }

  /** Sends once more what was refused. */
  async retry(): Promise<void> {
    for (const slot of this.#slots.values()) slot.refused = 0;
    await this.flush();
  }

  /** Returns whether a field holds something that is not recorded. */
  isDirty(key: string): boolean {
    const slot = this.#slots.get(key);
    return slot !== undefined && slot.recorded !== slot.number;
  }

  #put(key: string, value: string, sender: Sender): Slot {
    const old = this.#slots.get(key);
    clearTimeout(old?.timer);
    const slot: Slot = old ?? {
      sender,
      value,
      number: 0,
      drafted: 0,
      recorded: 0,
      refused: 0,
      onItsWay: 0,
      timer: undefined,
    };
    slot.sender = sender;
    slot.value = value;
    slot.number += 1;
    slot.timer = undefined;
    this.#slots.set(key, slot);
    return slot;
  }

  #push(job: Job): void {
    const waiting = this.#lane.findIndex((other) => other.key === job.key);
    if (waiting >= 0) {
      const other = this.#lane[waiting];
      // A record says more than a draft of the same field, and takes its place.
      if (other !== undefined && job.what === "record") other.what = "record";
      return;
    }
    this.#lane.push(job);
    if (this.#running !== null) return;
    this.#listener.busy(true);
    this.#running = this.#run();
  }

  async #run(): Promise<void> {
    for (let job = this.#lane.shift(); job !== undefined; job = this.#lane.shift()) {
      await this.#send(job);
    }
    // In the same step as the look into the empty lane: nothing can be put there unseen.
    this.#running = null;
    this.#listener.busy(false);
  }

  async #send({ key, what }: Job): Promise<void> {
    const slot = this.#slots.get(key);
    if (slot === undefined) return;
    const { number, value, sender } = slot;
    const done = what === "draft" ? Math.max(slot.drafted, slot.recorded) : slot.recorded;
    if (done === number) return;
    try {
      if (what === "draft") {
        await sender.draft?.(value);
        slot.drafted = number;
      } else {
        slot.onItsWay = number;
        await sender.record(value === "" ? null : value);
        slot.recorded = number;
      }
    } catch (reason) {
      if (what === "record") {
        slot.refused = number;
        // What cannot be recorded is kept all the same, so that it is there after a restart.
        if (sender.draft !== undefined && slot.drafted !== number) this.#push({ key, what: "draft" });
      }
      this.#listener.refused(key, what, reason);
      return;
    } finally {
      slot.onItsWay = 0;
    }
    this.#listener.accepted(key, what);
    if (what === "record" && slot.number === number) this.#listener.recorded(key);
  }
}
