// Changes that are made one after another, each once the one before it is answered: two presses of a key
// are two changes, and an answer that comes late never stands for a newer one.

/** Does some work in its turn; resolves or rejects as the work does. */
export type InTurn = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** Makes a line in which each piece of work waits for those before it, whatever became of them. */
export function turns(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const own = last.then(work, work);
    last = own;
    return own;
  };
}
