// A list that is typed with one entry a line.

/** Returns the entries without blanks around them; empty lines are none, and none counts twice. */
export function list(text: string): string[] {
  const entries: string[] = [];
  for (const line of text.split("\n")) {
    const entry = line.trim();
    const known = entries.some((other) => other.toLowerCase() === entry.toLowerCase());
    if (entry !== "" && !known) entries.push(entry);
  }
  return entries;
}
