// Proposals: what key does what, which one comes next, and what is sent of an edited one.

import type { ItemView, ProposalView, Taken } from "../ipc/types";
import type { Press } from "./keys";

export type Does = "accept" | "edit" | "setAside" | "next" | "previous";

const KEYS: Readonly<Record<string, Does>> = {
  a: "accept",
  e: "edit",
  s: "setAside",
  j: "next",
  n: "next",
  k: "previous",
  p: "previous",
};

/** Returns what a key asks for among the proposals, or nothing. */
export function does(press: Press, singleKeys: boolean): Does | null {
  if (!singleKeys || press.typing || press.ctrlKey || press.metaKey || press.altKey) return null;
  const found = KEYS[press.key] ?? null;
  // Holding a key down goes through the statements, and records nothing more than once.
  const moves = found === "next" || found === "previous";
  return press.repeat && !moves ? null : found;
}

/** Names a proposal in an address. */
export const nameOf = ({ returned, item }: ProposalView): string => `${returned}:${item}`;

/** Returns the proposal that is looked at: the one named, else the first that waits. */
export function at(waiting: readonly ProposalView[], id: string | null): ProposalView | null {
  return waiting.find((one) => nameOf(one) === id) ?? (id === null ? (waiting[0] ?? null) : null);
}

/** Returns the neighbor of a proposal. */
export function beside(
  waiting: readonly ProposalView[],
  id: string,
  by: 1 | -1,
): ProposalView | null {
  const place = waiting.findIndex((one) => nameOf(one) === id);
  return place < 0 ? null : (waiting[place + by] ?? null);
}

/** Returns where to go once `id` is dealt with: to the one after it, else the one before. */
export function onward(waiting: readonly ProposalView[], id: string): ProposalView | null {
  return beside(waiting, id, 1) ?? beside(waiting, id, -1);
}

/** Which fields an item has that counsel can take from a statement. */
export function fieldsOf(item: ItemView | undefined): readonly (keyof Taken)[] {
  switch (item?.kind.is) {
    case "practice":
      return ["verdict", "facts"];
    case "fact":
      return item.kind.value === "choice" ? ["choice", "facts"] : ["value", "facts"];
    default:
      return ["facts"];
  }
}

/** A statement as it is edited: a text for each field, empty where nothing is taken. */
export type Editing = Record<keyof Taken, string>;

export const EMPTY: Editing = { verdict: "", choice: "", value: "", facts: "", measure: "", reason: "" };

/** Returns what is sent of an edited statement. Facts that were emptied are taken as empty. */
export function sent(editing: Editing): Taken {
  const { facts, ...others } = editing;
  const given = Object.entries(others).filter(([, text]) => text.trim() !== "");
  return { ...(Object.fromEntries(given) as Taken), facts };
}
