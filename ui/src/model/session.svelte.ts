// A run that is open: what it asks, what was answered, and what is being typed.

import * as commands from "../ipc/commands";
import type {
  Answer,
  DropNotice,
  Field,
  ItemView,
  Profile,
  Recorded,
  Retraced,
  RevisionView,
  RunStateView,
  RunView,
  ScopeMoveView,
} from "../ipc/types";
import { en } from "../messages/en";
import { ActionList } from "./actions.svelte";
import { asksFor, shown, stored } from "./answer";
import { CopyOptions } from "./copy.svelte";
import { desk } from "./desk.svelte";
import { EvidenceList } from "./evidence.svelte";
import type { Facets, Listing, Show, Sort } from "./filter";
import { Finds } from "./finds.svelte";
import type { Queue, Sender } from "./queue";
import type { Route } from "./route";
import { saving } from "./saving.svelte";
import { turns } from "./turns";
import { said } from "./words";

/** Fields that are chosen, not typed; they have no draft. */
const CHOSEN: ReadonlySet<Field> = new Set(["verdict", "choice", "basis", "confidence", "flag"]);

/** What one answer moved in or out of scope. */
export interface Moved {
  /** The item that was answered. */
  readonly by: string;
  readonly moves: readonly ScopeMoveView[];
}

/** A choice that would move items, shown before it is recorded. */
export interface Proposed {
  readonly item: string;
  /** The option; empty where the choice would be cleared. */
  readonly value: string;
  readonly moves: readonly ScopeMoveView[];
}

/** The list that the questions were left with. */
export interface Narrowing {
  readonly show: Show;
  readonly find: string;
  readonly by?: Facets;
  readonly table?: boolean;
  readonly sort?: Sort;
}

export class RunSession {
  readonly id: string;
  readonly actions: ActionList;
  readonly finds: Finds;
  readonly copy = new CopyOptions();
  readonly evidence: EvidenceList;
  view: RunView = $state.raw() as RunView;
  answers: Readonly<Record<string, Answer>> = $state.raw({});
  state: RunStateView = $state.raw() as RunStateView;
  moved: Moved | null = $state.raw(null);
  /** The item that is or was open last, and the list it was opened from. */
  place: string | null = $state(null);
  list: Narrowing = $state.raw({ show: "all", find: "" });
  /** What is about to be chosen, by item, where it would move items: kept until it is answered. */
  proposed: Readonly<Record<string, Proposed>> = $state.raw({});
  /** The profile as it is being changed, until it is applied or put back. */
  profile: Profile | null = $state.raw(null);
  /** The same for the run that would follow this one. */
  following: Profile | null = $state.raw(null);
  /** What undo or redo did last, until something else is done. */
  retraced: Retraced | null = $state.raw(null);
  /** What becomes of files dropped onto the window; nothing where no question is open. */
  onDrop: ((notice: DropNotice) => void) | null = null;
  /** How often undo or redo changed something: screens that read from disk read again. */
  retraces = $state(0);
  /** Whether items that are not asked are listed too. */
  listsOut = $state(false);

  /** What stands in a field and is not recorded, by item and field. */
  readonly #typed: Record<string, string> = $state({});
  /** Why a field was refused, by item and field. */
  readonly #refused: Record<string, string> = $state({});
  readonly #queue: Queue;
  /** What answers with the whole run, or a part that others change too, waits for what was asked before. */
  readonly #inTurn = turns();

  /** What is assessed against: an executive order, or a text that is none, as a company's own policy. */
  get textCalled(): "order" | "text" {
    return this.view.packName.startsWith("Executive Order") ? "order" : "text";
  }

  /** Why nothing can be changed on a screen: in a run that is signed actions go on, and nothing else. */
  closed(screen: Route["screen"]): string | null {
    return screen === "actions" ? this.view.actionsClosed : this.view.readOnly;
  }

  constructor(view: RunView) {
    this.id = view.run;
    this.actions = new ActionList(view.run, (state) => this.#stands(state));
    this.evidence = new EvidenceList(view.run, this.#inTurn, (state) => {
      this.retraced = null;
      this.#stands(state);
    });
    this.finds = new Finds(view.run);
    this.#queue = saving.queue({
      recorded: (at) => {
        delete this.#typed[at];
        delete this.#refused[at];
      },
      refused: (at, why) => {
        this.#refused[at] = why;
        // A choice that was refused was not made; what was typed stays where it is.
        if (CHOSEN.has(parts(at)[1])) delete this.#typed[at];
      },
    });
    this.take(view);
    this.place = view.place;
  }

  /** Takes over the run as it is on disk. */
  take(view: RunView): void {
    this.view = view;
    this.answers = view.answers;
    this.evidence.take(view.evidence);
    this.#stands(view.state);
    for (const { item, field, text } of view.drafts) this.#typed[key(item, field)] ??= text;
    this.retraced = null;
    if (view.readOnly === null) {
      this.#reconsider();
    } else {
      this.proposed = {};
      this.profile = null;
    }
  }

  /** What the filters read. */
  get listing(): Listing {
    const { items, provisions, themes, roles } = this.view;
    const { answers, state } = this;
    return { items, provisions, themes, roles, answers, state, found: this.finds.found };
  }

  /** Owners named so far, and those that the pack suggests: to be picked from while typing. */
  get owners(): string[] {
    const named = Object.values(this.answers).flatMap(({ owner }) => owner ?? []);
    const suggested = this.view.items.map(({ owner }) => owner);
    return [...new Set([...named, ...suggested])].filter((owner) => owner !== "").sort();
  }

  item(id: string | null): ItemView | undefined {
    return this.view.items.find((item) => item.id === id);
  }

  /** Returns what stands in a field that is typed. */
  text(item: ItemView, field: Field): string {
    return this.#typed[key(item.id, field)] ?? shown(item, this.answers[item.id], field);
  }

  /** Returns whether something stands in a field that is not recorded. */
  isTyped(item: ItemView, field: Field): boolean {
    return this.#typed[key(item.id, field)] !== undefined;
  }

  /** Returns what is chosen in a field, or an empty text. */
  chosen(item: ItemView, field: Field): string {
    return this.#typed[key(item.id, field)] ?? stored(this.answers[item.id], field);
  }

  /** Returns why what stands in a field was refused. */
  refusal(item: ItemView, field: Field): string | null {
    return this.#refused[key(item.id, field)] ?? null;
  }

  /** Returns the field that the verdict asks for, while it is empty or being typed in. */
  asked(item: ItemView): "reason" | "measure" | null {
    const field = asksFor(this.chosen(item, "verdict"));
    if (field === null) return null;
    return this.isTyped(item, field) || this.text(item, field) === "" ? field : null;
  }

  /** Takes what a field holds while it is being typed. */
  type(item: ItemView, field: Field, text: string): void {
    const at = key(item.id, field);
    this.#typed[at] = text;
    delete this.#refused[at];
    this.#queue.type(at, text, this.#sender(item.id, field));
  }

  /** Records what a field holds, as it is left. */
  leave(item: ItemView, field: Field): void {
    const at = key(item.id, field);
    const text = this.#typed[at];
    if (text === undefined) return;
    // A draft of an earlier session has not been through the queue yet.
    if (!this.#queue.isDirty(at)) this.#queue.set(at, text, this.#sender(item.id, field));
    else this.#queue.settle(at);
  }

  /** Records everything that was typed for an item. */
  leaveAll(item: ItemView): void {
    for (const at of Object.keys(this.#typed)) {
      const [id, field] = parts(at);
      if (id === item.id && this.#refused[at] === undefined) this.leave(item, field);
    }
  }

  /** Records a choice; an empty one clears it. */
  choose(item: ItemView, field: Field, value: string, delay = 0): void {
    if (this.view.readOnly !== null) return;
    const at = key(item.id, field);
    this.#typed[at] = value;
    delete this.#refused[at];
    this.#queue.set(at, value, this.#sender(item.id, field), delay);
  }

  /**
   * Asks what choosing an option would move; records it at once where it moves nothing. Returns whether it
   * waits for a word.
   */
  async propose(item: ItemView, value: string, delay = 0): Promise<boolean> {
    if (this.view.readOnly !== null) return false;
    if (this.proposed[item.id]?.value === value) {
      this.confirm(item);
      return false;
    }
    this.withdraw(item);
    if (value === this.chosen(item, "choice")) return false;
    if (delay > 0) {
      const rested = new Promise((go) => this.#waits.set(item.id, setTimeout(go, delay)));
      await rested;
    }
    await this.#foresee(item, value);
    return this.proposed[item.id]?.value === value;
  }

  /** Records what was proposed for an item. */
  confirm(item: ItemView): void {
    const proposed = this.proposed[item.id];
    this.withdraw(item);
    if (proposed !== undefined) this.choose(item, "choice", proposed.value);
  }

  /** Leaves the choice as it is on disk. */
  withdraw(item: ItemView): void {
    clearTimeout(this.#waits.get(item.id));
    this.#asked.set(item.id, (this.#asked.get(item.id) ?? 0) + 1);
    if (this.proposed[item.id] === undefined) return;
    const { [item.id]: _, ...others } = this.proposed;
    this.proposed = others;
  }

  /** Brings an earlier state of an answer back. What is typed at the moment is recorded first. */
  async restore(item: ItemView, { id, at }: RevisionView): Promise<void> {
    try {
      this.leaveAll(item);
      await saving.flush();
      await this.#inTurn(async () => {
        await desk.name();
        this.#took(await commands.restoreAnswer(this.id, item.id, id));
      });
      desk.say(en.beside.restored(at));
    } catch (reason) {
      desk.say(said(reason));
    }
  }

  /**
   * Undoes the last change in the run, or makes it again. What is typed is recorded first, so that it
   * is the last change. Returns what was done, or nothing where it was refused.
   */
  async retrace(way: "undo" | "redo"): Promise<Retraced | null> {
    try {
      await saving.flush();
      return await this.#inTurn(async () => {
        await desk.name();
        const done = await (way === "undo" ? commands.undo : commands.redo)(this.id);
        this.#tookBack(done);
        return done;
      });
    } catch (reason) {
      desk.say(said(reason));
      return null;
    }
  }

  #tookBack(done: Retraced): void {
    this.answers = done.answers;
    this.evidence.take(done.evidence);
    this.view = { ...this.view, profile: done.profile };
    this.#stands(done.state);
    this.moved = done.moves.length > 0 ? { by: done.item ?? "", moves: done.moves } : null;
    this.#reconsider();
    this.retraced = done;
    if (done.changed) this.retraces += 1;
    desk.say(done.says);
  }

  /** Choices that are rested on, by item. */
  readonly #waits = new Map<string, ReturnType<typeof setTimeout>>();
  /** How often it was asked what a choice would move, by item: what comes late counts no more. */
  readonly #asked = new Map<string, number>();

  /** Asks what a choice would move, and holds it until it is answered; one that moves nothing is recorded. */
  async #foresee(item: ItemView, value: string): Promise<void> {
    const moves = await this.#preview(item, value);
    if (moves === null) return;
    if (moves.length === 0 && this.proposed[item.id] === undefined) this.choose(item, "choice", value);
    else this.proposed = { ...this.proposed, [item.id]: { item: item.id, value, moves } };
  }

  /** Asks once more what the choices not yet recorded would move, after something else moved. */
  #reconsider(): void {
    for (const { item: id, value } of Object.values(this.proposed)) {
      const item = this.item(id);
      if (item === undefined) continue;
      if (value === this.chosen(item, "choice")) this.withdraw(item);
      else void this.#foresee(item, value);
    }
  }

  /** Returns what a choice would move; nothing where another one was made meanwhile, or it was refused. */
  async #preview(item: ItemView, value: string): Promise<readonly ScopeMoveView[] | null> {
    const asked = (this.#asked.get(item.id) ?? 0) + 1;
    this.#asked.set(item.id, asked);
    const isLast = (): boolean => this.#asked.get(item.id) === asked;
    try {
      const given = value === "" ? null : value;
      const moves = await commands.previewAnswer(this.id, item.id, "choice", given);
      return isLast() ? moves : null;
    } catch (reason) {
      if (isLast()) desk.say(said(reason));
      return null;
    }
  }

  #sender(item: string, field: Field): Sender {
    const record = (value: string | null): Promise<void> =>
      this.#inTurn(async () => {
        await desk.name();
        this.#took(await commands.recordAnswer(this.id, item, field, value));
      });
    if (CHOSEN.has(field)) return { record };
    const draft = async (text: string): Promise<void> => {
      saving.at = await commands.saveDraft(this.id, item, field, text);
    };
    return { draft, record };
  }

  #took({ item, answer, state, moves }: Recorded): void {
    this.retraced = null;
    this.answers = { ...this.answers, [item]: answer };
    this.#stands(state);
    if (moves.length === 0) return;
    this.moved = { by: item, moves };
    this.#reconsider();
  }

  #stands(state: RunStateView): void {
    this.state = state;
    if (state.saved !== "") saving.at = state.saved;
  }
}

const key = (item: string, field: Field): string => `${field} ${item}`;

function parts(at: string): [item: string, field: Field] {
  const space = at.indexOf(" ");
  return [at.slice(space + 1), at.slice(0, space) as Field];
}
