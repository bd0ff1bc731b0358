// Small matters of grammar.

/** Returns a text that ends like a sentence. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  return trimmed === "" || /[.!?…]”?$/.test(trimmed) ? trimmed : `${trimmed}.`;
}

/** Returns a text with a capital letter in front. */
export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** Writes a number with its noun: `1 item`, `7 items`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** Reads whatever was thrown as a sentence. */
export function said(reason: unknown): string {
  return sentence(reason instanceof Error ? reason.message : String(reason));
}
