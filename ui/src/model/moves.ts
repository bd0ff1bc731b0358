// Says in one sentence what moved in or out of scope.

import type { ScopeMoveView } from "../ipc/types";
import { en } from "../messages/en";

type Mood = "did" | "would";

const SAYS = ["intoScope", "outOfScope", "waiting"] as const;

/** Returns the sentence, of what did or would move; empty where nothing does. */
export function moved(moves: readonly ScopeMoveView[], mood: Mood = "did"): string {
  const parts: string[] = [];
  for (const to of SAYS) {
    const items = moves.filter((move) => move.to === to).length;
    if (items > 0) parts.push(en.moves[mood][to](items));
  }
  return parts.length === 0 ? "" : `${parts.join("; ")}.`;
}
