// Cuts a long provision to the paragraphs that bear on a question.

import { markedSpans } from "./marks";

/** A paragraph that is shown. */
export interface Part {
  readonly text: string;
  /** Its place among the paragraphs. */
  readonly at: number;
  /** Whether something before it is left out. */
  readonly isCut: boolean;
}

/** Returns the paragraphs of a text. */
export function paragraphs(text: string): string[] {
  return text.split(/\n+/).filter((each) => each.trim() !== "");
}

/** Returns the paragraphs in which something is marked; all of them where nothing is. */
export function passage(text: string, marks: readonly string[]): Part[] {
  const all = paragraphs(text).map((each, at) => ({ text: each, at }));
  const marked = all.filter((part) => markedSpans(part.text, marks).length > 0);
  const kept = marked.length > 0 ? marked : all;
  return kept.map((part, index) => {
    const before = index === 0 ? -1 : (kept[index - 1]?.at ?? -1);
    return { ...part, isCut: part.at !== before + 1 };
  });
}
