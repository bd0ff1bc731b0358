// Picking items out of a run: which are shown, by words, owner, theme and provision, and what choosing
// changes. Only items that the company is asked are there to be picked.

import type { Answer, ItemView, Labeled, ProvisionView, RunStateView } from "../ipc/types";
import { inOrder } from "./words";

/** What is read to pick from. */
export interface Stock {
  readonly items: readonly ItemView[];
  readonly provisions: readonly ProvisionView[];
  readonly themes: readonly Labeled[];
  readonly answers: Readonly<Record<string, Answer>>;
  readonly state: RunStateView;
}

/** What the list is narrowed to; an empty text lets everything through. */
export interface Narrowed {
  readonly find: string;
  readonly owner: string;
  readonly theme: string;
  readonly provision: string;
  /** Only what is not yet established. */
  readonly open: boolean;
}

export const ALL: Narrowed = { find: "", owner: "", theme: "", provision: "", open: false };

/** By what a list to pick from can be narrowed. */
export const NARROWINGS = ["owner", "theme", "provision"] as const;
export type Narrowing = (typeof NARROWINGS)[number];

/** A value with the number of items that choosing it would show. */
export interface Value {
  readonly value: string;
  readonly label: string;
  readonly count: number;
}

/** Returns who owns an item: as recorded, else whoever usually does. */
export function ownerOf(stock: Stock, item: ItemView): string {
  return stock.answers[item.id]?.owner ?? item.owner;
}

function valuesOf(stock: Stock, item: ItemView, by: Narrowing): readonly string[] {
  switch (by) {
    case "owner":
      return [ownerOf(stock, item)].filter((owner) => owner !== "");
    case "theme":
      return item.themes;
    case "provision":
      return [item.provision];
  }
}

function has(stock: Stock, item: ItemView, find: string): boolean {
  const words = find.toLowerCase().split(/\s+/).filter((word) => word !== "");
  if (words.length === 0) return true;
  const text = [item.title, item.question, item.id, ownerOf(stock, item)].join(" ").toLowerCase();
  return words.every((word) => text.includes(word));
}

function fits(stock: Stock, item: ItemView, to: Narrowed, except?: Narrowing): boolean {
  if (stock.state.standings[item.id]?.is === "out") return false;
  if (to.open && !(stock.state.lists[item.id]?.includes("open") ?? false)) return false;
  const narrows = NARROWINGS.every(
    (by) => by === except || to[by] === "" || valuesOf(stock, item, by).includes(to[by]),
  );
  return narrows && has(stock, item, to.find);
}

/** Returns the items that are shown, in the pack's order. */
export function shownOf(stock: Stock, to: Narrowed): ItemView[] {
  return stock.items.filter((item) => fits(stock, item, to));
}

/** Returns what the list can be narrowed to, the rest being as it is. */
export function values(stock: Stock, to: Narrowed, by: Narrowing): Value[] {
  const counted = new Map<string, number>();
  for (const item of stock.items) {
    if (!fits(stock, item, to, by)) continue;
    for (const value of valuesOf(stock, item, by)) counted.set(value, (counted.get(value) ?? 0) + 1);
  }
  if (to[by] !== "" && !counted.has(to[by])) counted.set(to[by], 0);
  const all = [...counted].map(([value, count]) => ({ value, label: label(stock, by, value), count }));
  const place = order(stock, by);
  return all.sort((a, b) => place(a.value) - place(b.value) || inOrder(a.label, b.label));
}

function label(stock: Stock, by: Narrowing, value: string): string {
  if (by === "theme") return stock.themes.find(({ id }) => id === value)?.label ?? value;
  if (by === "owner") return value;
  const provision = stock.provisions.find(({ pin }) => pin === value);
  return provision === undefined ? value : `${provision.cite} ${provision.heading}`;
}

function order(stock: Stock, by: Narrowing): (value: string) => number {
  if (by === "theme") return (value) => stock.themes.findIndex(({ id }) => id === value);
  if (by === "provision") return (value) => stock.provisions.findIndex(({ pin }) => pin === value);
  return () => 0;
}

/** Returns a choice with an item put in or taken out; the pack's order is not kept here. */
export function toggled(chosen: readonly string[], item: string, isChosen: boolean): string[] {
  const others = chosen.filter((id) => id !== item);
  return isChosen ? [...others, item] : others;
}

/** Returns a choice with everything that is shown put in, or taken out where all of it was in. */
export function together(chosen: readonly string[], shown: readonly ItemView[]): string[] {
  const ids = shown.map(({ id }) => id);
  const others = chosen.filter((id) => !ids.includes(id));
  return ids.every((id) => chosen.includes(id)) ? others : [...others, ...ids];
}

/** Returns where an arrow key leads in a list of `length` rows. */
export function arrow(key: string, at: number, length: number): number | null {
  switch (key) {
    case "ArrowDown":
      return Math.min(at + 1, length - 1);
    case "ArrowUp":
      return Math.max(at - 1, 0);
    case "PageDown":
      return Math.min(at + 10, length - 1);
    case "PageUp":
      return Math.max(at - 10, 0);
    case "Home":
      return 0;
    case "End":
      return length - 1;
    default:
      return null;
  }
}
