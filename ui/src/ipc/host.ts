// The seam between the window and what runs its commands. Nothing but `commands.ts` imports it, and
// `#host` is the Tauri host in every build but the one for tests in a browser.

import { invoke, watch as listen } from "#host";

import type { CommandError } from "./types";

/** Named arguments of one command. */
export type Arguments = Record<string, unknown>;

/** A refusal of a command: a stable code and a sentence for the reader. */
export class Refusal extends Error implements CommandError {
  readonly code: string;

  constructor({ code, message }: CommandError) {
    super(message);
    this.name = "Refusal";
    this.code = code;
  }
}

/** Runs a command. Rejects with a {@link Refusal} and nothing else. */
export async function call<Result>(command: string, args: Arguments = {}): Promise<Result> {
  try {
    return (await invoke(command, args)) as Result;
  } catch (reason) {
    const why = refusal(reason, command);
    // Locked without the page: it begins anew, and holds nothing any more.
    if (why.code === "locked" && command !== "start") location.reload();
    throw why;
  }
}

/** Asks to be told of something from now on. Rejects with a {@link Refusal} and nothing else. */
export async function watch<Notice>(
  command: string,
  told: (notice: Notice) => void,
): Promise<void> {
  try {
    await listen(command, told as (notice: unknown) => void);
  } catch (reason) {
    throw refusal(reason, command);
  }
}

/** Reads a refusal out of whatever a host rejects with. */
export function refusal(reason: unknown, command: string): Refusal {
  if (reason instanceof Refusal) return reason;
  if (isCommandError(reason)) return new Refusal(reason);
  const said = reason instanceof Error ? reason.message : String(reason);
  return new Refusal({
    code: "host",
    message: `The program did not carry out “${command}”: ${said}.`,
  });
}

function isCommandError(reason: unknown): reason is CommandError {
  if (typeof reason !== "object" || reason === null) return false;
  const { code, message } = reason as Partial<CommandError>;
  return typeof code === "string" && typeof message === "string";
}
