// Says in one sentence what moved in or out of scope.

import type { ScopeMoveView } from "../ipc/types";
import { en } from "../messages/en";

type Mood = keyof typeof en.moves;

const SAYS = [
  ["comes into scope", "into"],
  ["goes out of scope", "outOf"],
  ["waits on a decision", "wait"],
] as const;

/** Returns the sentence, of what did or would move; empty where nothing does. */
export function moved(moves: readonly ScopeMoveView[], mood: Mood = "did"): string {
  const parts: string[] = [];
  for (const [movement, says] of SAYS) {
    const items = moves.filter((move) => move.movement === movement).length;
    if (items > 0) parts.push(en.moves[mood][says](items));
  }
  for (const move of moves) {
    const isKnown = SAYS.some(([movement]) => movement === move.movement);
    if (!isKnown) parts.push(`“${move.title}” ${move.movement}`);
  }
  return parts.length === 0 ? "" : `${parts.join("; ")}.`;
}
