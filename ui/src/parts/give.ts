// Answering in the table: what is given in a row is said, and what it asks for is asked at once.

import type { ItemView, Verdict } from "../ipc/types";
import { en } from "../messages/en";
import { asksFor } from "../model/answer";
import { desk } from "../model/desk.svelte";
import type { RunSession } from "../model/session.svelte";
import { focusOn } from "./focus";

/** Gives the verdict or the choice; an empty one clears it. `delay` is that of the arrows. */
export async function give(
  session: RunSession,
  item: ItemView,
  value: string,
  delay: number,
): Promise<void> {
  if (item.kind.is === "practice") {
    verdict(session, item, value, delay);
    return;
  }
  const label = item.kind.options.find((option) => option.id === value)?.label;
  if (await session.propose(item, value, delay)) return;
  desk.say(label === undefined ? en.question.cleared : en.question.recorded(label));
}

function verdict(session: RunSession, item: ItemView, value: string, delay: number): void {
  session.choose(item, "verdict", value, delay);
  const field = asksFor(value);
  const isAsked = field !== null && session.text(item, field) === "";
  // Whoever goes through the list with the arrows stays in it.
  if (delay > 0) {
    if (isAsked) desk.say(en.table.asks(en.fields[field]));
    return;
  }
  desk.say(value === "" ? en.question.cleared : en.question.recorded(en.verdicts[value as Verdict]));
  if (isAsked) void focusOn(`#field-${field}`);
}
