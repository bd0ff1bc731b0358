// What is to be printed on a copy of the report. It belongs to the open run, so that going to a
// question that pre-flight names, and back, keeps it.

import type { ExportOptions, Format, Sheet, TableOf } from "../ipc/types";

/** Words of the pick-list, counsel's own, none on purpose, or not chosen yet. */
export type Legend = "" | "own" | "none" | `pick ${string}`;

export class CopyOptions {
  /** `board`, `executive`, `counsel`, `changes`, `strategy`, `minutes`, or `decision:` with an item. */
  copy = $state("executive");
  format: Format = $state("pdf");
  table: TableOf = $state("actions");
  paper: Sheet = $state("letter");
  legend: Legend = $state("");
  own = $state("");
  recipient = $state("");
  /** Which copy of how many, as typed. */
  number = $state("");
  of = $state("");
  on = $state("");

  /** What is sent. */
  get options(): ExportOptions {
    const { legend } = this;
    return {
      copy: this.copy,
      format: this.format,
      table: this.format === "csv" ? this.table : null,
      paper: this.paper,
      legend: legend === "own" ? given(this.own) : legend.startsWith("pick ") ? legend.slice(5) : null,
      recipient: given(this.recipient),
      number: this.#numbered(),
      on: given(this.on),
    };
  }

  /** One number alone is sent as it is: the shell says what is missing. */
  #numbered(): string | null {
    const [number, of] = [this.number.trim(), this.of.trim()];
    return number === "" && of === "" ? null : `${number} of ${of}`.trim();
  }
}

function given(text: string): string | null {
  return text.trim() === "" ? null : text.trim();
}
