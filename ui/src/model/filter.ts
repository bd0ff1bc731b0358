// Which items the tree lists: by what is still to be done, and by words.

import type { Answer, ItemView, ProvisionView, RunStateView } from "../ipc/types";
import { isAnswered, isOpen } from "./answer";

/** What the list can be narrowed to. */
export const SHOWS = ["all", "unanswered", "open", "flagged", "waiting"] as const;

export type Show = (typeof SHOWS)[number];

/** What a filter reads. */
export interface Listing {
  readonly items: readonly ItemView[];
  readonly provisions: readonly ProvisionView[];
  readonly answers: Readonly<Record<string, Answer>>;
  readonly state: RunStateView;
}

/** A choice of items. */
export interface Choice {
  readonly show: Show;
  readonly find: string;
  /** Whether items that are not asked of this company are listed too. */
  readonly out: boolean;
}

/** Returns whether an item belongs to a list, words aside. */
export function belongs(listing: Listing, item: ItemView, show: Show, out: boolean): boolean {
  const standing = listing.state.standings[item.id];
  const answer = listing.answers[item.id];
  const asked = standing?.is === "inScope";
  switch (show) {
    case "all":
      return asked || standing?.is === "waiting" || out;
    case "unanswered":
      return asked && !isAnswered(item, answer);
    case "open":
      return asked && isOpen(item, answer);
    case "flagged":
      return answer?.flag === true && (asked || out);
    case "waiting":
      return standing?.is === "waiting";
  }
}

/** Returns the items of a list, in the pack's order. */
export function filter(listing: Listing, choice: Choice): ItemView[] {
  const words = choice.find.toLowerCase().split(/\s+/).filter((word) => word !== "");
  return listing.items.filter(
    (item) =>
      belongs(listing, item, choice.show, choice.out) &&
      (words.length === 0 || mentions(listing, item, words)),
  );
}

function mentions(listing: Listing, item: ItemView, words: string[]): boolean {
  const answer = listing.answers[item.id];
  const said = Object.values(answer ?? {}).filter((value) => typeof value === "string");
  const text = [item.provision, item.title, item.question, item.why, ...said]
    .join("\n")
    .toLowerCase();
  return words.every((word) => text.includes(word));
}

/** Returns how many items each list has. */
export function counts(listing: Listing): Record<Show, number> {
  const count = (show: Show): number =>
    listing.items.filter((item) => belongs(listing, item, show, false)).length;
  return {
    all: count("all"),
    unanswered: count("unanswered"),
    open: count("open"),
    flagged: count("flagged"),
    waiting: count("waiting"),
  };
}

/** A provision with those of its items that are listed. */
export interface Branch {
  readonly provision: ProvisionView;
  readonly items: readonly ItemView[];
}

/**
 * Returns the provisions that have something listed, in the order of the text, and the sections
 * above them.
 */
export function tree(provisions: readonly ProvisionView[], items: readonly ItemView[]): Branch[] {
  const byPin = new Map<string, ItemView[]>();
  for (const item of items) {
    byPin.set(item.provision, [...(byPin.get(item.provision) ?? []), item]);
  }
  const branches: Branch[] = [];
  let above: ProvisionView[] = [];
  for (const provision of provisions) {
    above = above.slice(0, provision.depth);
    above[provision.depth] = provision;
    const own = byPin.get(provision.pin);
    if (own === undefined) continue;
    const section = above[0];
    if (section !== undefined && !branches.some((branch) => branch.provision === section)) {
      branches.push({ provision: section, items: [] });
    }
    if (section === provision) {
      branches[branches.length - 1] = { provision, items: own };
    } else {
      branches.push({ provision, items: own });
    }
  }
  return branches;
}

/**
 * Returns the item `by` places from `from`. An item that is not in the list stands where it would
 * in the pack's order; there is nothing past either end.
 */
export function step(
  all: readonly ItemView[],
  listed: readonly ItemView[],
  from: string,
  by: 1 | -1,
): ItemView | undefined {
  const at = listed.findIndex((item) => item.id === from);
  if (at >= 0) return listed[at + by];
  const place = all.findIndex((item) => item.id === from);
  const order = new Map(all.map((item, index) => [item.id, index]));
  const rank = (item: ItemView): number => order.get(item.id) ?? 0;
  return by === 1
    ? listed.find((item) => rank(item) > place)
    : listed.findLast((item) => rank(item) < place);
}
