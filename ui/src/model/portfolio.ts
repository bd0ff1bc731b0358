// Finding and sorting among all assessments. What is compared was worked out by the program.

import type { PortfolioLine } from "../ipc/types";
import type { Rank } from "./route";

/** The rows whose organization, unit, matter or text holds every word of `find`. */
export function found(rows: readonly PortfolioLine[], find: string): PortfolioLine[] {
  const words = find.toLowerCase().split(/\s+/).filter((word) => word !== "");
  return rows.filter(({ organization, unit, matter, text, law }) => {
    const said = [organization, unit, matter, text, law.pack].join(" ").toLowerCase();
    return words.every((word) => said.includes(word));
  });
}

const RANK: Record<Exclude<Rank, "name">, (row: PortfolioLine) => number[]> = {
  law: ({ law }) => [law.days],
  low: ({ coverage }) => [coverage.low, coverage.high],
  first: ({ actions }) => actions,
  overdue: ({ overdue }) => [overdue],
  open: ({ open }) => [open],
};

/** The rows in another order; those that are alike keep theirs. */
export function sorted(
  rows: readonly PortfolioLine[],
  sort: { readonly by: Rank; readonly isDown: boolean } | undefined,
): PortfolioLine[] {
  if (sort === undefined) return [...rows];
  const sign = sort.isDown ? -1 : 1;
  // They come by name already.
  if (sort.by === "name") return sort.isDown ? [...rows].reverse() : [...rows];
  const rank = RANK[sort.by];
  return [...rows].sort((a, b) => sign * compare(rank(a), rank(b)));
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [at, value] of a.entries()) {
    const other = b[at] ?? 0;
    if (value !== other) return value - other;
  }
  return 0;
}
