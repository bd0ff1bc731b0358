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

/**
 * Compares two texts as a dictionary orders them, and numbers in them by their value. It is made when the
 * program starts, not for the first list that is sorted: an engine takes ten milliseconds and more to.
 */
export const inOrder = new Intl.Collator("en", { numeric: true }).compare;

/** Writes a number with its noun: `1 item`, `7 items`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** Reads whatever was thrown as a sentence. */
export function said(reason: unknown): string {
  return sentence(reason instanceof Error ? reason.message : String(reason));
}

/** Writes a size as people read it: `812 bytes`, `1.2 MB`. */
export function bytes(size: number): string {
  if (size < 1_000) return count(size, "byte");
  const inUnits = (by: number, unit: string): string => {
    const value = size / by;
    return `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ${unit}`;
  };
  return size < 1_000_000 ? inUnits(1_000, "KB") : inUnits(1_000_000, "MB");
}
