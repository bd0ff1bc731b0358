// Which screen the address names. The address is the only memory of where one is, so that the
// system's own "back" works and a screen can be opened again as it was left.

import type { Field, GroupBy, MoveKind } from "../ipc/types";
import { COLUMNS, FACETS, SHOWS, type Facets, type Show, type Sort } from "./filter";

export type RunScreen =
  | "questions"
  | "overview"
  | "actions"
  | "record"
  | "moved"
  | "order"
  | "profile"
  | "report"
  | "compare"
  | "sign";

export type Route =
  | { screen: "assessments"; find?: string }
  | { screen: "new" }
  | { screen: "settings" }
  | { screen: "packs" }
  | { screen: "backups" }
  | { screen: "about" }
  | { screen: "together" }
  | Questions
  | { screen: "overview"; run: string; theme: string | null; cell?: string }
  | { screen: "actions"; run: string; item: string | null; by?: GroupBy }
  | Recording
  | { screen: "answer"; request: string | null }
  | { screen: "order"; run: string; pin: string | null }
  | { screen: "profile"; run: string }
  | { screen: "moved"; run: string; item: string | null }
  | { screen: "follow"; run: string; pack: string | null }
  | { screen: "attic"; run: string }
  | { screen: "report"; run: string }
  | Compare
  | Portfolio
  | { screen: "units"; assessment: string; differing: boolean }
  | { screen: "sign"; run: string }
  | { screen: "unknown"; address: string };

/** The parts of the record: what is open to be shown, and what is opened to be made. */
export const RECORDS = ["requests", "new", "proposals", "interviews", "log"] as const;

/** What is asked of the business and kept around the answers. */
export interface Recording {
  readonly screen: "record";
  readonly run: string;
  readonly part: (typeof RECORDS)[number];
  /** The request, proposal, interview or entry that is opened. */
  readonly at: string | null;
  /** The item that a new request, interview or entry begins with; for a request several, with commas. */
  readonly item?: string;
}

/** Two runs of one assessment: `run` against `before`, or against the run that it follows. */
export interface Compare {
  readonly screen: "compare";
  readonly run: string;
  readonly before: string | null;
  /** The one kind of movement that is listed; absent for all. */
  readonly kind?: MoveKind;
}

/** Columns by which the portfolio can be sorted. */
export const RANKS = ["name", "law", "low", "first", "overdue", "open"] as const;
export type Rank = (typeof RANKS)[number];

/** All assessments, the latest run of each. */
export interface Portfolio {
  readonly screen: "portfolio";
  readonly find: string;
  readonly sort?: { readonly by: Rank; readonly isDown: boolean };
}

/** The questions: which one, in which list, and whether the list stands as a table. */
export interface Questions {
  readonly screen: "questions";
  readonly run: string;
  readonly item: string | null;
  readonly show: Show;
  readonly find: string;
  /** What the list is narrowed to besides. */
  readonly by?: Facets;
  readonly table?: boolean;
  /** How the table is sorted; absent in the pack's order. */
  readonly sort?: Sort;
  /** The field to come to. */
  readonly field?: Field | "evidence";
}

/** What the actions can be gathered by; first what they are gathered by unless asked otherwise. */
export const GROUPS = ["priority", "owner", "provision", "month"] as const satisfies GroupBy[];

/** Screens that belong to no run, and are named by one word. */
const ALONE = ["new", "settings", "packs", "backups", "about", "together"] as const;

/** Reads an address such as `#/run/7/questions/3b2-terms?show=open`. */
export function parse(hash: string): Route {
  const unknown: Route = { screen: "unknown", address: hash };
  const [path = "", query = ""] = hash.replace(/^#/, "").split("?", 2);
  let parts: string[];
  try {
    parts = path.split("/").filter((part) => part !== "").map(decodeURIComponent);
  } catch {
    return unknown;
  }
  const [first, run, screen, last] = parts;
  if (first === undefined) return { screen: "assessments", ...given("find", query) };
  const more = new URLSearchParams(query);
  if (first === "portfolio" && parts.length === 1) return portfolio(more);
  if (first === "units" && run !== undefined && parts.length === 2) {
    return { screen: "units", assessment: run, differing: more.get("only") === "differing" };
  }
  if (first === "answer" && parts.length <= 2) return { screen: "answer", request: run ?? null };
  if (first === "run" && run !== undefined && screen === "record") {
    return recording(run, parts.slice(3), more) ?? unknown;
  }
  if (first !== "run") {
    const alone = parts.length === 1;
    const found = ALONE.find((screen) => screen === first);
    if (alone && found !== undefined) return { screen: found };
    return unknown;
  }
  if (run === undefined || parts.length > 4) return unknown;
  const asked = new URLSearchParams(query);
  const at = last ?? null;
  switch (screen ?? "questions") {
    case "questions": {
      return questions(run, at, asked);
    }
    case "overview":
      return { screen: "overview", run, theme: at, ...given("cell", query) };
    case "actions": {
      const by = GROUPS.find((known) => known === asked.get("by"));
      return { screen: "actions", run, item: at, ...(by === undefined ? {} : { by }) };
    }
    case "order":
      return { screen: "order", run, pin: at };
    case "moved":
      return { screen: "moved", run, item: at };
    case "follow":
      return { screen: "follow", run, pack: at };
    case "attic":
      return at === null ? { screen: "attic", run } : unknown;
    case "profile":
      return at === null ? { screen: "profile", run } : unknown;
    case "report":
      return at === null ? { screen: "report", run } : unknown;
    case "compare": {
      const kind = asked.get("kind");
      return { screen: "compare", run, before: at, ...(kind === null ? {} : { kind: kind as MoveKind }) };
    }
    case "sign":
      return at === null ? { screen: "sign", run } : unknown;
    default:
      return unknown;
  }
}

/** Writes the address of a screen; `parse` reads it back. */
export function address(route: Exclude<Route, { screen: "unknown" }>): string {
  const write = (...parts: (string | null)[]): string =>
    "#/" +
    parts
      .filter((part) => part !== null)
      .map(encodeURIComponent)
      .join("/");
  switch (route.screen) {
    case "assessments":
      return `#/${asking({ find: route.find })}`;
    case "new":
    case "settings":
    case "packs":
    case "backups":
    case "about":
    case "together":
      return write(route.screen);
    case "questions": {
      const asked = query(route).toString();
      const path = write("run", route.run, "questions", route.item);
      return asked === "" ? path : `${path}?${asked}`;
    }
    case "overview":
      return write("run", route.run, "overview", route.theme) + asking({ cell: route.cell });
    case "actions":
      return write("run", route.run, "actions", route.item) + asking({ by: route.by });
    case "record":
      return write("run", route.run, "record", route.part, route.at) + asking({ item: route.item });
    case "answer":
      return write("answer", route.request);
    case "order":
      return write("run", route.run, "order", route.pin);
    case "moved":
      return write("run", route.run, "moved", route.item);
    case "follow":
      return write("run", route.run, "follow", route.pack);
    case "attic":
    case "profile":
    case "report":
    case "sign":
      return write("run", route.run, route.screen);
    case "compare": {
      const path = write("run", route.run, "compare", route.before);
      return route.kind === undefined ? path : `${path}?${new URLSearchParams({ kind: route.kind })}`;
    }
    case "units":
      return write("units", route.assessment) + (route.differing ? "?only=differing" : "");
    case "portfolio": {
      const asked = new URLSearchParams();
      if (route.find !== "") asked.set("find", route.find);
      const { sort } = route;
      if (sort !== undefined) asked.set("sort", `${sort.isDown ? "-" : ""}${sort.by}`);
      const text = asked.toString();
      return text === "" ? "#/portfolio" : `#/portfolio?${text}`;
    }
  }
}

function recording(run: string, parts: readonly string[], asked: URLSearchParams): Recording | null {
  const [named = "requests", at = null] = parts;
  const part = RECORDS.find((known) => known === named);
  if (part === undefined || parts.length > 2) return null;
  const item = asked.get("item");
  return { screen: "record", run, part, at, ...(item === null || item === "" ? {} : { item }) };
}

function given<Name extends string>(name: Name, query: string): Partial<Record<Name, string>> {
  const value = new URLSearchParams(query).get(name) ?? "";
  return value === "" ? {} : ({ [name]: value } as Record<Name, string>);
}

function asking(values: Record<string, string | undefined>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== "") query.set(name, value);
  }
  return query.size === 0 ? "" : `?${query.toString()}`;
}

function portfolio(asked: URLSearchParams): Portfolio {
  const given = asked.get("sort") ?? "";
  const by = RANKS.find((known) => known === given.replace(/^-/, ""));
  return {
    screen: "portfolio",
    find: asked.get("find") ?? "",
    ...(by === undefined ? {} : { sort: { by, isDown: given.startsWith("-") } }),
  };
}

function questions(run: string, item: string | null, asked: URLSearchParams): Questions {
  const by: Partial<Record<(typeof FACETS)[number], string>> = {};
  for (const facet of FACETS) {
    const value = asked.get(facet);
    if (value !== null && value !== "") by[facet] = value;
  }
  const given = asked.get("sort") ?? "";
  const column = COLUMNS.find((known) => known === given.replace(/^-/, ""));
  const field = asked.get("field");
  return {
    screen: "questions",
    run,
    item,
    show: SHOWS.find((known) => known === asked.get("show")) ?? "all",
    find: asked.get("find") ?? "",
    ...(Object.keys(by).length > 0 ? { by } : {}),
    ...(asked.get("as") === "table" ? { table: true } : {}),
    ...(column === undefined ? {} : { sort: { column, isDown: given.startsWith("-") } }),
    // A field that does not exist is come to by nobody; nothing has to be refused.
    ...(field === null ? {} : { field: field as Field | "evidence" }),
  };
}

function query({ show, find, by = {}, table, sort, field }: Questions): URLSearchParams {
  const query = new URLSearchParams();
  if (show !== "all") query.set("show", show);
  if (find !== "") query.set("find", find);
  for (const facet of FACETS) {
    const value = by[facet];
    if (value !== undefined) query.set(facet, value);
  }
  if (table === true) query.set("as", "table");
  if (sort !== undefined) query.set("sort", `${sort.isDown ? "-" : ""}${sort.column}`);
  if (field !== undefined) query.set("field", field);
  return query;
}

/** Returns the run that a screen belongs to. */
export function runOf(route: Route): string | null {
  return "run" in route ? route.run : null;
}

/** Names the place that a screen is: a question is one, a filter or an opened row is none. */
export function place(route: Route): string {
  return [route.screen, runOf(route) ?? "", within(route)].join(" ");
}

function within(route: Route): string {
  switch (route.screen) {
    case "questions":
    case "moved":
      return route.item ?? "";
    case "record":
      return route.part === "proposals" ? `proposals ${route.at ?? ""}` : route.part;
    case "answer":
      return route.request ?? "";
    default:
      return "";
  }
}
