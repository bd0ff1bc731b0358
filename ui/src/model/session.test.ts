import { beforeEach, expect, test, vi } from "vitest";

import type { RunView } from "../ipc/types";
import { desk } from "./desk.svelte";
import { saving } from "./saving.svelte";
import { RunSession } from "./session.svelte";
import { decision, listing, practice } from "./testing";

const invoke = vi.hoisted(() =>
  vi.fn<(command: string, args: Record<string, unknown>) => Promise<unknown>>(),
);
vi.mock("#host", () => ({ invoke }));

const item = practice("a");
const choice = decision("d");

function view(more: Partial<RunView> = {}): RunView {
  const { items, answers, state } = listing([item, choice]);
  return {
    run: "r1",
    number: 1,
    assessment: "x",
    name: "Example",
    details: {
      organization: "Example",
      unit: "",
      matter: "",
      askedBy: "",
      directedBy: "",
      purpose: "",
      readers: "",
    },
    packName: "",
    citation: "",
    textNote: "",
    researchNote: "",
    law: { lawDate: "", pack: "", days: 0, notCheckedSince: false, line: "" },
    readOnly: null,
    actionsClosed: null,
    profile: { roles: [], traits: {} },
    provisions: [],
    themes: [],
    items: [...items],
    glossary: [],
    answers,
    drafts: [],
    place: null,
    comments: [],
    amends: null,
    state,
    ...more,
  } as RunView;
}

/** Answers as the program does: the field given, and the state as it was. */
function records(): void {
  invoke.mockImplementation((command, args) => {
    if (command === "save_draft") return Promise.resolve("2:03:21 PM");
    const { field, value } = args as { field: string; value: string | null };
    const answer = value === null ? {} : { [field]: value };
    const state = { ...view().state, saved: "2:03:22 PM" };
    return Promise.resolve({ item: args["item"], answer, state, moves: [] });
  });
}

const refusesWith = (code: string, message: string): void => {
  invoke.mockImplementation((command) =>
    command === "save_draft" ? Promise.resolve("2:03:21 PM") : Promise.reject({ code, message }),
  );
};

beforeEach(async () => {
  desk.settings = { ...desk.settings, author: "M. Okafor" };
  records();
  await saving.retry();
  invoke.mockClear();
});

test("a choice is shown at once and is on disk soon", async () => {
  const session = new RunSession(view());
  session.choose(item, "verdict", "partly");
  expect(session.chosen(item, "verdict"), "before the disk has answered").toBe("partly");
  await saving.flush();
  expect(invoke).toHaveBeenCalledWith("record_answer", {
    run: "r1",
    item: "a",
    field: "verdict",
    value: "partly",
  });
  expect(session.answers["a"]).toEqual({ verdict: "partly" });
  expect(saving.at).toBe("2:03:22 PM");
});

test("a draft of an earlier start stands in its field, and leaving the field records it", async () => {
  const session = new RunSession(
    view({ drafts: [{ item: "a", field: "facts", text: "half a thought" }] }),
  );
  expect(session.text(item, "facts")).toBe("half a thought");
  session.leave(item, "facts");
  await saving.flush();
  expect(session.answers["a"]?.facts).toBe("half a thought");
});

test("a draft of another question stays a draft", async () => {
  const session = new RunSession(view({ drafts: [{ item: "d", field: "advice", text: "wait" }] }));
  session.leaveAll(item);
  await saving.flush();
  expect(invoke, "nobody has been at that question").not.toHaveBeenCalled();
});

test("leaving a field in which nothing was typed records nothing", async () => {
  const session = new RunSession(view({ answers: { a: { facts: "kept" } } }));
  session.leave(item, "facts");
  session.leaveAll(item);
  await saving.flush();
  expect(invoke).not.toHaveBeenCalled();
});

test("what is no date stays in the field, with the reason", async () => {
  const session = new RunSession(view());
  refusesWith("badValue", "“soon” is not a date");
  session.type(choice, "decidedOn", "soon");
  session.leave(choice, "decidedOn");
  await saving.flush();
  expect(session.text(choice, "decidedOn")).toBe("soon");
  expect(session.refusal(choice, "decidedOn")).toBe("“soon” is not a date.");
  expect(saving.failure, "the disk is not to blame").toBeNull();
  session.type(choice, "decidedOn", "Dec 11 2026");
  expect(session.refusal(choice, "decidedOn"), "while it is mended, it is not scolded").toBeNull();
});

test("a choice that is refused was not made", async () => {
  const session = new RunSession(view({ answers: { a: { verdict: "partly" } } }));
  refusesWith("badValue", "That cannot be chosen");
  session.choose(item, "verdict", "inPlace");
  await saving.flush();
  expect(session.chosen(item, "verdict")).toBe("partly");
  expect(session.refusal(item, "verdict")).toBe("That cannot be chosen.");
});

test("when the disk is full, everything stays and the header says so until it is mended", async () => {
  const session = new RunSession(view());
  refusesWith("diskFull", "The disk is full");
  session.choose(item, "verdict", "inPlace");
  session.type(item, "facts", "typed");
  session.leave(item, "facts");
  await saving.flush();
  expect(saving.failure).toBe("The disk is full.");
  expect(session.chosen(item, "verdict")).toBe("inPlace");
  expect(session.text(item, "facts")).toBe("typed");
  expect(session.refusal(item, "facts"), "the text is not to blame").toBeNull();
  records();
  await saving.retry();
  expect(saving.failure).toBeNull();
  const sent = invoke.mock.calls.slice(-2).map(([, args]) => args["value"]);
  expect(sent).toEqual(["inPlace", "typed"]);
});

test("nothing is recorded without a name, and the name is asked for", async () => {
  const session = new RunSession(view());
  desk.settings = { ...desk.settings, author: "" };
  session.choose(item, "verdict", "partly");
  await vi.waitFor(() => expect(desk.asksName).toBe(true));
  desk.named(false);
  await saving.flush();
  expect(invoke).not.toHaveBeenCalled();
  expect(session.refusal(item, "verdict")).toMatch(/name/);
});

test("a run that is closed takes no choice", async () => {
  const session = new RunSession(view({ readOnly: "Run 1 is signed" }));
  session.choose(item, "verdict", "partly");
  await saving.flush();
  expect(invoke).not.toHaveBeenCalled();
});

test("what an answer moves is kept with it", async () => {
  const session = new RunSession(view());
  const moves = [
    { item: "a", title: "A", to: "intoScope", because: "", answered: false },
  ];
  invoke.mockResolvedValue({ item: "d", answer: { choice: "y" }, state: view().state, moves });
  session.choose(choice, "choice", "y");
  await saving.flush();
  expect(session.moved).toEqual({ by: "d", moves });
});

test("a choice that would move items is kept by its question until it is answered", async () => {
  const other = decision("e");
  const session = new RunSession(view({ items: [item, choice, other] }));
  const moves = [{ item: "a", title: "A", to: "intoScope", because: "", answered: false }];
  invoke.mockResolvedValue(moves);
  expect(await session.propose(choice, "y"), "it waits for a word").toBe(true);
  expect(await session.propose(other, "n"), "and so does one of another question").toBe(true);
  expect(session.proposed, "which takes nothing from the first").toMatchObject({
    d: { value: "y", moves },
    e: { value: "n", moves },
  });
  session.withdraw(other);
  expect(Object.keys(session.proposed), "each is answered by itself").toEqual(["d"]);
  expect(session.answers["d"], "nothing is recorded so far").toBeUndefined();
  records();
  session.confirm(choice);
  await saving.flush();
  expect(session.answers["d"]).toEqual({ choice: "y" });
  expect(session.proposed).toEqual({});
});

test("two choices asked about at once are both kept, and of one question the last", async () => {
  const other = decision("e");
  const session = new RunSession(view({ items: [item, choice, other] }));
  const moves = [{ item: "a", title: "A", to: "intoScope", because: "", answered: false }];
  const answers: (() => void)[] = [];
  invoke.mockImplementation(() => new Promise((answer) => answers.push(() => answer(moves))));
  const asked = [session.propose(choice, "x"), session.propose(choice, "y"), session.propose(other, "n")];
  // They come back in any order.
  for (const answer of answers.reverse()) answer();
  await Promise.all(asked);
  expect(session.proposed).toMatchObject({ d: { value: "y" }, e: { value: "n" } });
});

test("what a kept choice would move is asked again once something else has moved", async () => {
  const session = new RunSession(view());
  const moves = [{ item: "a", title: "A", to: "intoScope", because: "", answered: false }];
  invoke.mockResolvedValue(moves);
  await session.propose(choice, "y");
  invoke.mockResolvedValue([]);
  session.take(view());
  await vi.waitFor(() => expect(session.proposed["d"]?.moves, "nothing is moved by it now").toEqual([]));
  expect(session.answers["d"], "which records nothing by itself").toBeUndefined();
  session.take(view({ readOnly: "Run 1 is signed" }));
  expect(session.proposed, "a run that is closed leaves it").toEqual({});
});

test("under a run that is signed actions go on", () => {
  const signed = new RunSession(view({ readOnly: "Run 1 is signed" }));
  expect(signed.closed("questions"), "its answers are closed").toBe("Run 1 is signed");
  expect(signed.closed("actions"), "what is done about its gaps is not").toBeNull();
});

test("a text that is no executive order is not called one", () => {
  expect(new RunSession(view({ packName: "Executive Order 14409" })).textCalled, "the order").toBe("order");
  expect(new RunSession(view({ packName: "Acme AI Policy" })).textCalled, "a company's own policy").toBe("text");
});

test("two presses of undo are two changes, and the run stands as the last of them left it", async () => {
  const session = new RunSession(view({ answers: { a: { verdict: "partly", facts: "Two." } } }));
  const answers: ((done: unknown) => void)[] = [];
  invoke.mockImplementation(() => new Promise((answer) => answers.push(answer)));
  const both = [session.retrace("undo"), session.retrace("undo")];
  const left = (answer: object): object => ({
    changed: true,
    says: "Undone.",
    item: "a",
    answers: { a: answer },
    evidence: {},
    profile: view().profile,
    state: view().state,
    moves: [],
  });
  await expect.poll(() => answers.length, { message: "the first goes out" }).toBe(1);
  answers[0]?.(left({ verdict: "partly" }));
  await expect.poll(() => answers.length, { message: "the second once it is answered" }).toBe(2);
  answers[1]?.(left({}));
  await Promise.all(both);
  expect(session.answers["a"], "the second stands").toEqual({});
});

test("a reference whose button is pressed twice is recorded once, after what was recorded before", async () => {
  const session = new RunSession(view());
  const sent: string[] = [];
  const answers: (() => void)[] = [];
  const evidence = [{ id: "e1", evidence: { title: "Template" } }];
  const state = { ...view().state, saved: "2:03:22 PM" };
  invoke.mockImplementation((command) => {
    sent.push(command);
    const answer =
      command === "add_reference"
        ? { item: "a", evidence, state, added: ["e1"], refused: [] }
        : { item: "a", answer: { verdict: "partly" }, state, moves: [] };
    return new Promise((done) => answers.push(() => done(answer)));
  });
  session.choose(item, "verdict", "partly");
  session.evidence.edit("a", null);
  const both = [session.evidence.record("a"), session.evidence.record("a")];
  await expect.poll(() => sent, { message: "the verdict came first" }).toEqual(["record_answer"]);
  answers[0]?.();
  await expect.poll(() => sent.length, { message: "then the reference" }).toBe(2);
  answers[1]?.();
  expect(await Promise.all(both), "the first press recorded it").toEqual([true, false]);
  expect(sent, "and no second one").toEqual(["record_answer", "add_reference"]);
  expect(session.evidence.of("a"), "one stands there").toHaveLength(1);
});
