import { expect, test } from "vitest";

import type { PortfolioLine } from "../ipc/types";
import { found, sorted } from "./portfolio";

function row(organization: string, unit: string, actions: [number, number, number]): PortfolioLine {
  return {
    assessment: organization + unit,
    run: "r",
    number: 1,
    signed: false,
    organization,
    unit,
    matter: "M-1",
    text: "Executive Order 14409",
    law: { lawDate: "", pack: "eo-14409 1.2.0", days: 3, notCheckedSince: false, line: "" },
    coverage: { low: 0, high: 0, text: "" },
    actions,
    overdue: 0,
    undecided: 0,
    open: 0,
    alike: 1,
  };
}

const rows = [row("Acme", "Cloud", [1, 2, 0]), row("Acme", "Lending", [1, 0, 9]), row("Zeta", "", [3, 0, 0])];
const names = (list: readonly PortfolioLine[]): string[] => list.map(({ assessment }) => assessment);

test("every word has to be found, wherever it stands", () => {
  expect(names(found(rows, "acme lend")), "organization and unit").toEqual(["AcmeLending"]);
  expect(names(found(rows, "1.2.0 zeta")), "the pack too").toEqual(["Zeta"]);
  expect(found(rows, "  "), "nothing asked for leaves all").toHaveLength(3);
});

test("first priorities decide, then second ones", () => {
  const down = sorted(rows, { by: "first", isDown: true });
  expect(names(down)).toEqual(["Zeta", "AcmeCloud", "AcmeLending"]);
  expect(names(sorted(rows, { by: "open", isDown: true })), "what is alike keeps its order").toEqual(
    names(rows),
  );
});
