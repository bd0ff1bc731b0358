// What a screen reads of the program. What is shown stays until what is read again has come: nothing
// closes, moves or loses its place meanwhile.

export class Reading<T> {
  /** What was read last; nothing before the first time. */
  value = $state.raw<T | null>(null);
  /** Why it could not be read the last time; nothing where it could. */
  refusal = $state.raw<unknown>(null);

  /**
   * Reads at once, and again whenever what `ask` looks at changes; not while `ask` returns nothing.
   * Made while a component is: it ends with it.
   */
  constructor(ask: () => Promise<T> | null) {
    $effect(() => {
      let isLast = true;
      ask()?.then(
        (found) => {
          if (!isLast) return;
          this.value = found;
          this.refusal = null;
        },
        (reason: unknown) => {
          if (isLast) this.refusal = reason;
        },
      );
      return () => {
        isLast = false;
      };
    });
  }
}
