// What words find within a run. The program looks them up; the screen keeps the last answer until
// the next one is there, so that a list does not come and go while one types.

import * as commands from "../ipc/commands";
import type { RunFinds } from "../ipc/types";
import { desk } from "./desk.svelte";
import { latest } from "./latest";
import { said } from "./words";

export class Finds {
  readonly #run: string;
  /** What was found last; `null` while nothing is looked for. */
  found: RunFinds | null = $state.raw(null);

  constructor(run: string) {
    this.#run = run;
  }

  /** Looks words up; without one, everything is listed again at once. */
  look(find: string): void {
    if (find.trim() === "") this.#clear();
    void this.#ask(find);
  }

  #clear(): void {
    if (this.found !== null) this.found = null;
  }

  readonly #ask = latest(
    async (find: string) => (find.trim() === "" ? null : commands.findInRun(this.#run, find)),
    (found) => {
      if (found !== null || this.found !== null) this.found = found;
    },
    (reason) => desk.say(said(reason)),
  );
}
