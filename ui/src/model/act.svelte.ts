// Work that counsel asked for: one thing at a time, and why it was refused where it was.

export class Act {
  isBusy = $state(false);
  refusal: unknown = $state(null);

  /** Does `work`; does nothing while something else is being done. */
  async run(work: () => Promise<void>): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    this.refusal = null;
    try {
      await work();
    } catch (reason) {
      this.refusal = reason;
    } finally {
      this.isBusy = false;
    }
  }
}
