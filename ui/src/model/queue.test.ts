import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { DRAFT_AFTER, Queue, type Sender } from "./queue";

/** A disk that answers when it is told to. */
class Disk {
  readonly said: string[] = [];
  /** Answers that are awaited, oldest first. */
  readonly open: { what: string; answer: () => void; refuse: (why: Error) => void }[] = [];

  sender(field: string, drafts = true): Sender {
    const wait = (what: string): Promise<void> => {
      this.said.push(what);
      return new Promise((answer, refuse) => this.open.push({ what, answer, refuse }));
    };
    const record = (value: string | null): Promise<void> => wait(`record ${field}=${value}`);
    if (!drafts) return { record };
    return { record, draft: (text) => wait(`draft ${field}=${text}`) };
  }

  async answer(): Promise<void> {
    this.open.shift()?.answer();
    await settled();
  }

  async refuse(): Promise<void> {
    this.open.shift()?.refuse(new Error("disk full"));
    await settled();
  }

  async answerAll(): Promise<void> {
    while (this.open.length > 0) await this.answer();
  }
}

const settled = async (): Promise<void> => {
  await vi.advanceTimersByTimeAsync(0);
};

let disk: Disk;
let heard: string[];
let queue: Queue;

beforeEach(() => {
  vi.useFakeTimers();
  disk = new Disk();
  heard = [];
  queue = new Queue({
    recorded: (key) => heard.push(`recorded ${key}`),
    refused: (key, what) => heard.push(`refused ${what} ${key}`),
    accepted: () => undefined,
    busy: (isBusy) => heard.push(isBusy ? "busy" : "idle"),
  });
});

afterEach(() => vi.useRealTimers());

test("a draft goes to disk 300 ms after the last key, and not once per key", async () => {
  for (const text of ["a", "ab", "abc"]) {
    queue.type("facts", text, disk.sender("facts"));
    await vi.advanceTimersByTimeAsync(DRAFT_AFTER - 1);
  }
  expect(disk.said, "while keys come, nothing is sent").toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(disk.said).toEqual(["draft facts=abc"]);
});

test("leaving a field records what it holds, without waiting for the draft", async () => {
  queue.type("facts", "abc", disk.sender("facts"));
  queue.settle("facts");
  await settled();
  await disk.answerAll();
  await vi.advanceTimersByTimeAsync(1000);
  expect(disk.said, "the draft has become needless").toEqual(["record facts=abc"]);
  expect(heard).toContain("recorded facts");
});

test("leaving a field that did not change sends nothing", async () => {
  queue.type("facts", "abc", disk.sender("facts"));
  queue.settle("facts");
  await disk.answerAll();
  queue.settle("facts");
  queue.settle("owner");
  await settled();
  expect(disk.said).toEqual(["record facts=abc"]);
});

test("an emptied field is cleared", async () => {
  queue.type("facts", "", disk.sender("facts"));
  queue.settle("facts");
  await settled();
  expect(disk.said).toEqual(["record facts=null"]);
});

test("commands go one after the other, in the order in which they were given", async () => {
  queue.set("verdict", "partly", disk.sender("verdict"));
  queue.set("flag", "true", disk.sender("flag"));
  await settled();
  expect(disk.said, "the second waits for the first").toEqual(["record verdict=partly"]);
  await disk.answer();
  expect(disk.said).toEqual(["record verdict=partly", "record flag=true"]);
});

test("an answer that comes late does not make newer text clean", async () => {
  queue.type("facts", "old", disk.sender("facts"));
  queue.settle("facts");
  await settled();
  queue.type("facts", "new", disk.sender("facts"));
  await disk.answer();
  expect(heard, "the old text is on disk, and the field says more").not.toContain("recorded facts");
  expect(queue.isDirty("facts")).toBe(true);
  queue.settle("facts");
  await settled();
  await disk.answer();
  expect(disk.said).toEqual(["record facts=old", "record facts=new"]);
  expect(queue.isDirty("facts")).toBe(false);
});

test("of several presses that wait, the last one counts", async () => {
  queue.set("flag", "true", disk.sender("flag"));
  queue.set("verdict", "partly", disk.sender("verdict"));
  queue.set("verdict", "inPlace", disk.sender("verdict"));
  await settled();
  await disk.answerAll();
  expect(disk.said).toEqual(["record flag=true", "record verdict=inPlace"]);
});

test("going through options with the arrow keys records the one where it ends", async () => {
  for (const value of ["partly", "notInPlace", "alternative"]) {
    queue.set("verdict", value, disk.sender("verdict", false), 400);
    await vi.advanceTimersByTimeAsync(100);
  }
  await vi.advanceTimersByTimeAsync(400);
  expect(disk.said).toEqual(["record verdict=alternative"]);
});

test("flush records everything and waits for the disk", async () => {
  queue.type("facts", "a", disk.sender("facts"));
  queue.set("verdict", "partly", disk.sender("verdict", false), 400);
  let flushed = false;
  const done = queue.flush().then(() => {
    flushed = true;
  });
  await settled();
  expect(flushed, "the disk has not answered yet").toBe(false);
  await disk.answer();
  await disk.answer();
  await done;
  expect(disk.said).toEqual(["record facts=a", "record verdict=partly"]);
});

test("flush does not send what is on its way already", async () => {
  queue.set("verdict", "partly", disk.sender("verdict", false));
  await settled();
  const done = queue.flush();
  await disk.answer();
  await done;
  expect(disk.said).toEqual(["record verdict=partly"]);
});

test("flush with nothing to do comes back at once", async () => {
  await queue.flush();
  expect(disk.said).toEqual([]);
});

test("a text that is refused stays, is kept as a draft, and can be sent again", async () => {
  queue.type("decidedOn", "soon", disk.sender("decidedOn"));
  queue.settle("decidedOn");
  await settled();
  await disk.refuse();
  expect(heard).toContain("refused record decidedOn");
  expect(disk.said, "what is no date is there after a restart all the same").toEqual([
    "record decidedOn=soon",
    "draft decidedOn=soon",
  ]);
  await disk.answer();
  expect(queue.isDirty("decidedOn")).toBe(true);
  await queue.flush();
  expect(disk.said.length, "the same text is not sent again by itself").toBe(2);
  void queue.retry();
  await settled();
  await disk.answer();
  expect(disk.said.at(-1)).toBe("record decidedOn=soon");
  expect(queue.isDirty("decidedOn")).toBe(false);
});

test("a refusal does not stop what comes behind it", async () => {
  queue.set("verdict", "partly", disk.sender("verdict", false));
  queue.set("flag", "true", disk.sender("flag", false));
  await settled();
  await disk.refuse();
  await disk.answer();
  expect(disk.said).toEqual(["record verdict=partly", "record flag=true"]);
  expect(heard).toContain("recorded flag");
});

test("hiding the window keeps texts as drafts and records nothing", async () => {
  queue.type("facts", "half a sen", disk.sender("facts"));
  queue.keep();
  await settled();
  expect(disk.said).toEqual(["draft facts=half a sen"]);
});

test("the queue says once that it is busy, and once that it is not", async () => {
  queue.set("a", "1", disk.sender("a", false));
  queue.set("b", "2", disk.sender("b", false));
  await settled();
  await disk.answerAll();
  expect(heard.filter((said) => said === "busy" || said === "idle")).toEqual(["busy", "idle"]);
});

test("whatever is typed and answered in whatever order, the last text is what the disk holds", async () => {
  const random = numbers(7);
  for (let round = 0; round < 200; round += 1) {
    disk = new Disk();
    const held = new Map<string, string | null>();
    const sender = (field: string): Sender => {
      const inner = disk.sender(field);
      return {
        draft: (text) => inner.draft?.(text) ?? Promise.resolve(),
        record: async (value) => {
          await inner.record(value);
          held.set(field, value);
        },
      };
    };
    const last = new Map<string, string>();
    for (let step = 0; step < 20; step += 1) {
      const field = random() < 0.5 ? "facts" : "owner";
      const choice = random();
      if (choice < 0.45) {
        const text = `${round}.${step}`;
        last.set(field, text);
        queue.type(field, text, sender(field));
      } else if (choice < 0.6) queue.settle(field);
      else if (choice < 0.8) await vi.advanceTimersByTimeAsync(random() * 400);
      else await disk.answer();
    }
    const done = queue.flush();
    await settled();
    await disk.answerAll();
    await done;
    for (const [field, text] of last) expect(held.get(field), `round ${round}`).toBe(text);
  }
});

/** Numbers from 0 to 1 that are the same in every run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
}
