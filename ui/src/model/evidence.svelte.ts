// The evidence of a run while it is being worked on: references, and copies that are kept.

import * as commands from "../ipc/commands";
import type { EvidenceInput, EvidenceRecorded, EvidenceView, RunStateView } from "../ipc/types";
import { en } from "../messages/en";
import { longDate } from "./answer";
import { desk } from "./desk.svelte";
import { saving } from "./saving.svelte";
import type { InTurn } from "./turns";
import { said, sentence } from "./words";

/** What is typed about a document that is not recorded yet. */
export interface Form {
  /** The link it changes; `null` where it makes a new reference. */
  readonly link: string | null;
  typed: EvidenceInput;
  refusal: string | null;
}

const BLANK: EvidenceInput = { title: "", place: "", seenOn: "", staleAfter: "", note: "" };

export class EvidenceList {
  readonly run: string;
  /** By item. */
  #all: Readonly<Record<string, readonly EvidenceView[]>> = $state.raw({});
  /** The form that is open, by item: it stays as it is when one goes to another question. */
  readonly #forms: Record<string, Form> = $state({});
  /** What was not taken last, by item. */
  readonly #refused: Record<string, readonly string[]> = $state({});
  /** What became of a copy that was opened or saved last, by item. */
  readonly #told: Record<string, string> = $state({});
  /** Files that hang over the window, about to be dropped. */
  isOver = $state(false);
  readonly #inTurn: InTurn;
  readonly #took: (state: RunStateView) => void;

  /** `inTurn` is the line in which the run is changed. */
  constructor(run: string, inTurn: InTurn, took: (state: RunStateView) => void) {
    this.run = run;
    this.#inTurn = inTurn;
    this.#took = took;
  }

  /** Takes over what is on disk. */
  take(all: Readonly<Record<string, readonly EvidenceView[]>>): void {
    this.#all = all;
  }

  of(item: string): readonly EvidenceView[] {
    return this.#all[item] ?? [];
  }

  form(item: string): Form | null {
    return this.#forms[item] ?? null;
  }

  refused(item: string): readonly string[] {
    return this.#refused[item] ?? [];
  }

  told(item: string): string | null {
    return this.#told[item] ?? null;
  }

  /** Opens a blank form, or one with what is recorded of a piece of evidence. */
  edit(item: string, of: EvidenceView | null): void {
    const { title, place = "", seenOn = "", staleAfter = "", note = "" } = of?.evidence ?? BLANK;
    const typed = { title, place, seenOn: longDate(seenOn), staleAfter: longDate(staleAfter), note };
    this.#forms[item] = { link: of?.id ?? null, typed, refusal: null };
  }

  /** Closes the form without recording it. */
  close(item: string): void {
    delete this.#forms[item];
  }

  /** Records the form; it stays open where it is refused. Returns whether it was recorded. */
  async record(item: string): Promise<boolean> {
    const form = this.#forms[item];
    if (form === undefined) return false;
    const { link } = form;
    const typed = $state.snapshot(form.typed);
    try {
      const isRecorded = await this.#changes(async () => {
        // Pressed twice, it is recorded once; closed meanwhile, not at all.
        if (this.#forms[item] !== form) return false;
        const recorded = await (link === null
          ? commands.addReference(this.run, item, typed)
          : commands.changeEvidence(this.run, link, typed));
        this.close(item);
        this.#recorded(recorded);
        return true;
      });
      if (isRecorded) desk.say(link === null ? en.evidence.added(1) : en.evidence.changed);
      return isRecorded;
    } catch (reason) {
      form.refusal = said(reason);
      return false;
    }
  }

  /** Asks for documents and keeps copies of them. */
  choose(item: string): Promise<void> {
    return this.#copies(item, () => commands.chooseCopies(this.run, item));
  }

  /** Keeps copies of what was dropped onto the window. */
  dropped(item: string): Promise<void> {
    return this.#copies(item, () => commands.takeDropped(this.run, item));
  }

  async unlink(item: string, of: EvidenceView): Promise<void> {
    await this.#tries(item, async () => {
      await this.#changes(async () => {
        this.#recorded(await commands.unlinkEvidence(this.run, of.id));
      });
      if (this.#forms[item]?.link === of.id) this.close(item);
      desk.say(en.evidence.unlinked(of.evidence.title));
    });
  }

  async save(item: string, of: EvidenceView): Promise<void> {
    await this.#tries(item, async () => {
      const saved = await commands.saveCopy(this.run, of.id);
      this.#tell(
        item,
        saved.is === "written" ? en.evidence.written(saved.file) : en.window.notWritten,
      );
    });
  }

  async open(item: string, of: EvidenceView): Promise<void> {
    await this.#tries(item, async () => {
      await commands.openCopy(this.run, of.id);
      this.#tell(item, en.evidence.opened);
    });
  }

  async #copies(item: string, add: () => Promise<EvidenceRecorded>): Promise<void> {
    await this.#tries(item, async () => {
      const recorded = await this.#changes(async () => {
        const recorded = await add();
        this.#recorded(recorded);
        return recorded;
      });
      this.#refused[item] = recorded.refused;
      if (recorded.added.length > 0) desk.say(en.evidence.added(recorded.added.length));
    });
  }

  /** Changes the run, after everything that was done before. */
  async #changes<Result>(work: () => Promise<Result>): Promise<Result> {
    await saving.sent();
    return this.#inTurn(async () => {
      await desk.name();
      return work();
    });
  }

  /** Does something and says at the item why it was refused. */
  async #tries(item: string, work: () => Promise<void>): Promise<void> {
    delete this.#refused[item];
    delete this.#told[item];
    try {
      await work();
    } catch (reason) {
      this.#refused[item] = [sentence(said(reason))];
    }
  }

  /** Says it to all: to those who see the item, and to those who do not. */
  #tell(item: string, sentence: string): void {
    this.#told[item] = sentence;
    desk.say(sentence);
  }

  #recorded({ item, evidence, state }: EvidenceRecorded): void {
    this.#all = { ...this.#all, [item]: evidence };
    this.#took(state);
  }
}
