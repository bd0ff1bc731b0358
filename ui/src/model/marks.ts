// Splits a text into pieces to mark and terms to explain. What comes out, put together again, is
// the text that went in: nothing is ever lost or added.

import type { TermView } from "../ipc/types";

/** A piece of a text. */
export interface Piece {
  readonly text: string;
  /** Whether these words bear on the question. */
  readonly marked: boolean;
  /** The term of the glossary that these words are. */
  readonly term: TermView | null;
}

interface Span {
  from: number;
  to: number;
}

/** Finds every place of the words to mark. Spacing and case may differ; overlaps become one. */
export function markedSpans(text: string, marks: readonly string[]): Span[] {
  const found: Span[] = [];
  for (const mark of marks) {
    const words = mark.trim();
    if (words === "") continue;
    for (const hit of text.matchAll(new RegExp(pattern(words), "giu"))) {
      found.push({ from: hit.index, to: hit.index + hit[0].length });
    }
  }
  found.sort((a, b) => a.from - b.from || a.to - b.to);
  const merged: Span[] = [];
  for (const span of found) {
    const last = merged.at(-1);
    if (last !== undefined && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else merged.push({ ...span });
  }
  return merged;
}

interface TermSpan extends Span {
  term: TermView;
}

/** Finds the first place of each term, as whole words; a longer term wins over one inside it. */
export function termSpans(text: string, glossary: readonly TermView[]): TermSpan[] {
  const found: TermSpan[] = [];
  for (const term of glossary) {
    for (const hit of text.matchAll(wholeWords(term))) {
      found.push({ from: hit.index, to: hit.index + hit[0].length, term });
    }
  }
  found.sort((a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from);
  const kept: TermSpan[] = [];
  for (const span of found) {
    const taken = kept.some((other) => span.from < other.to && other.from < span.to);
    if (!taken) kept.push(span);
  }
  kept.sort((a, b) => a.from - b.from);
  const seen = new Set<string>();
  return kept.filter((span) => !seen.has(span.term.term) && seen.add(span.term.term));
}

const compiled = new WeakMap<TermView, RegExp>();

/** Returns what finds a term in any of its forms; made once for each term. */
function wholeWords(term: TermView): RegExp {
  const known = compiled.get(term);
  if (known !== undefined) return known;
  const forms = [term.term, ...term.also].filter((form) => form.trim() !== "");
  const any = forms
    .toSorted((a, b) => b.length - a.length)
    .map(pattern)
    .join("|");
  // A term without a form is found nowhere.
  const made = new RegExp(`(?<![\\p{L}\\p{N}])(?:${any || "(?!)"})(?![\\p{L}\\p{N}])`, "giu");
  compiled.set(term, made);
  return made;
}

/** Splits a text by the words to mark and the terms to explain. */
export function pieces(
  text: string,
  marks: readonly string[],
  glossary: readonly TermView[],
): Piece[] {
  const marked = markedSpans(text, marks);
  const terms = termSpans(text, glossary);
  const cuts = new Set<number>([0, text.length]);
  for (const { from, to } of [...marked, ...terms]) cuts.add(from).add(to);
  // A term is one piece even where a mark begins or ends inside it: it is marked as a whole.
  const places = [...cuts]
    .filter((cut) => !terms.some((term) => term.from < cut && cut < term.to))
    .sort((a, b) => a - b);
  return places.slice(1).map((to, index) => {
    const from = places[index] ?? 0;
    const term = terms.find((span) => span.from === from && span.to === to)?.term ?? null;
    const isMarked = marked.some((span) => span.from < to && from < span.to);
    return { text: text.slice(from, to), marked: isMarked, term };
  });
}

function pattern(words: string): string {
  return words
    .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
    .replace(/['’]/g, "['’]")
    .replace(/["“”]/g, "[\"“”]")
    .replace(/\s+/g, "\\s+");
}
