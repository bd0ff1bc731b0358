// Where a finding of pre-flight can be mended.

import type { Spot } from "../ipc/types";
import { address } from "./route";

/** Returns the address of the field or screen; of a copy's own options there is none. */
export function mend(run: string, spot: Spot): string {
  const questions = { screen: "questions", run, show: "all", find: "" } as const;
  switch (spot.is) {
    case "answer":
      return address({ ...questions, item: spot.item, field: spot.field });
    case "action":
      return address({ screen: "actions", run, item: spot.item });
    case "evidence":
      return address({ ...questions, item: spot.item, field: "evidence" });
    case "packs":
      return address({ screen: "packs" });
    default:
      return address({ screen: "profile", run });
  }
}
