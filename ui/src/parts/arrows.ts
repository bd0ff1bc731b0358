// Tells a choice that is passed on the way, with the arrow keys, from one that was made.

/** Milliseconds for which an option has to be rested on before it is recorded. */
export const REST = 400;

/** Returns how long to wait before a change is recorded. */
export function pause(): { pressed(event: KeyboardEvent): void; delay(): number } {
  let arrowAt = -Infinity;
  return {
    pressed(event) {
      if (event.key.startsWith("Arrow")) arrowAt = event.timeStamp;
    },
    delay: () => (performance.now() - arrowAt < 100 ? REST : 0),
  };
}
