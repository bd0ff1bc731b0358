// Which items are listed: by what is still to be done, by what they are, and by words.

import type {
  Answer,
  ItemView,
  Labeled,
  List,
  ProvisionView,
  RunFinds,
  RunStateView,
} from "../ipc/types";
import { capital, inOrder } from "./words";

/** What the list can be narrowed to; the first five are always in view. */
export const SHOWS = [
  "all",
  "unanswered",
  "open",
  "flagged",
  "waiting",
  "inPlace",
  "partly",
  "notInPlace",
  "alternative",
  "notSure",
  "notApplicable",
  "incomplete",
  "noEvidence",
  "unevidenced",
  "stale",
  "assumed",
  "overdue",
  "mine",
] as const satisfies readonly ("all" | List)[];

export type Show = (typeof SHOWS)[number];

/** Lists that stand open beside the search field; the others are one step away. */
export const MAIN: readonly Show[] = SHOWS.slice(0, 5);
export const MORE: readonly Show[] = SHOWS.slice(5);

/** What an item is, by which a list can be narrowed. */
export const FACETS = [
  "provision",
  "theme",
  "role",
  "kind",
  "severity",
  "instrument",
  "owner",
] as const;

export type Facet = (typeof FACETS)[number];

/** The values chosen; a facet that is absent lets everything through. */
export type Facets = Readonly<Partial<Record<Facet, string>>>;

/** What a filter reads. */
export interface Listing {
  readonly items: readonly ItemView[];
  readonly provisions: readonly ProvisionView[];
  readonly themes: readonly Labeled[];
  readonly roles: readonly Labeled[];
  readonly answers: Readonly<Record<string, Answer>>;
  readonly state: RunStateView;
  /** What the words looked for were found in; `null` while none are looked for. */
  readonly found: RunFinds | null;
}

/** A choice of items. */
export interface Choice {
  readonly show: Show;
  readonly find: string;
  readonly by?: Facets;
  /** Whether items that are not asked of this company are listed too. */
  readonly out: boolean;
}

/**
 * Returns whether an item belongs to a list, words and facets aside. Which lists an item falls under
 * is said by the program, so that a filter counts what an export counts.
 */
export function belongs(listing: Listing, item: ItemView, show: Show, out: boolean): boolean {
  if (show !== "all") return listing.state.lists[item.id]?.includes(show) ?? false;
  return listing.state.standings[item.id]?.is !== "out" || out;
}

/** Returns the values of a facet that an item has. */
function valuesOf(listing: Listing, item: ItemView, facet: Facet): readonly string[] {
  switch (facet) {
    case "provision":
      return [item.provision];
    case "theme":
      return item.themes;
    case "role":
      return item.roles;
    case "kind":
      return [item.kind.is];
    case "severity":
      return [item.severity];
    case "instrument":
      return [item.instrument];
    case "owner":
      return [listing.answers[item.id]?.owner ?? ""].filter((owner) => owner !== "");
  }
}

function fits(listing: Listing, item: ItemView, by: Facets, except?: Facet): boolean {
  return FACETS.every((facet) => {
    const wanted = by[facet];
    return wanted === undefined || facet === except || valuesOf(listing, item, facet).includes(wanted);
  });
}

/** Returns the items of a list, in the pack's order. */
export function filter(listing: Listing, choice: Choice): ItemView[] {
  return listing.items.filter(
    (item) =>
      belongs(listing, item, choice.show, choice.out) &&
      fits(listing, item, choice.by ?? {}) &&
      isFound(listing, item, choice.find),
  );
}

function isFound(listing: Listing, item: ItemView, find: string): boolean {
  return find.trim() === "" || listing.found === null || item.id in listing.found.items;
}

/** Returns how many items each list has, with the facets and words as they are. */
export function counts(listing: Listing, choice: Omit<Choice, "show">): Record<Show, number> {
  const found = listing.items.filter(
    (item) => fits(listing, item, choice.by ?? {}) && isFound(listing, item, choice.find),
  );
  const count = (show: Show): number =>
    found.filter((item) => belongs(listing, item, show, false)).length;
  return Object.fromEntries(SHOWS.map((show) => [show, count(show)])) as Record<Show, number>;
}

/** A value of a facet that can be chosen, with the number of items that choosing it would list. */
export interface FacetValue {
  readonly value: string;
  readonly label: string;
  readonly count: number;
}

/** Returns what a facet can be narrowed to, the other facets being as they are. */
export function facetValues(listing: Listing, choice: Choice, facet: Facet): FacetValue[] {
  const counted = new Map<string, number>();
  for (const item of listing.items) {
    const isListed =
      belongs(listing, item, choice.show, choice.out) &&
      fits(listing, item, choice.by ?? {}, facet) &&
      isFound(listing, item, choice.find);
    if (!isListed) continue;
    for (const value of valuesOf(listing, item, facet)) {
      counted.set(value, (counted.get(value) ?? 0) + 1);
    }
  }
  const chosen = choice.by?.[facet];
  if (chosen !== undefined && !counted.has(chosen)) counted.set(chosen, 0);
  const values = [...counted].map(([value, count]) => ({
    value,
    label: labelOf(listing, facet, value),
    count,
  }));
  const order = orderOf(listing, facet);
  return values.sort((a, b) => order(a.value) - order(b.value) || inOrder(a.label, b.label));
}

/** Returns the words of a facet's value. */
export function labelOf(listing: Listing, facet: Facet, value: string): string {
  switch (facet) {
    case "provision": {
      const provision = listing.provisions.find(({ pin }) => pin === value);
      return provision === undefined ? value : `${provision.cite} ${provision.heading}`;
    }
    case "theme":
      return listing.themes.find(({ id }) => id === value)?.label ?? value;
    case "role":
      return listing.roles.find(({ id }) => id === value)?.label ?? value;
    default:
      return capital(value);
  }
}

const SEVERITIES = ["high", "medium", "low"];

function orderOf(listing: Listing, facet: Facet): (value: string) => number {
  switch (facet) {
    case "provision":
      return (value) => listing.provisions.findIndex(({ pin }) => pin === value);
    case "theme":
      return (value) => listing.themes.findIndex(({ id }) => id === value);
    case "role":
      return (value) => listing.roles.findIndex(({ id }) => id === value);
    case "severity":
      return (value) => SEVERITIES.indexOf(value);
    default:
      return () => 0;
  }
}

/** What the table can be sorted by; the pack's own order is none of them. */
export const COLUMNS = ["title", "verdict", "owner", "due", "basis"] as const;

export type Column = (typeof COLUMNS)[number];

export interface Sort {
  readonly column: Column;
  readonly isDown: boolean;
}

/**
 * Sorts items by a column; `read` gives what stands in it. What is empty comes last in either
 * direction, and items with the same value keep the pack's order.
 */
export function sorted(
  items: readonly ItemView[],
  sort: Sort | null,
  read: (item: ItemView, column: Column) => string,
): ItemView[] {
  if (sort === null) return [...items];
  const keyed = items.map((item) => ({ item, key: read(item, sort.column) }));
  keyed.sort((a, b) => {
    if (a.key === "" || b.key === "") return Number(a.key === "") - Number(b.key === "");
    const order = inOrder(a.key, b.key);
    return sort.isDown ? -order : order;
  });
  return keyed.map(({ item }) => item);
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
