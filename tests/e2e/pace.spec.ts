// How long a run of 300 items keeps counsel waiting: measured and printed, not asserted, since it says
// as much about the machine as about the program.

import fs from "node:fs";
import path from "node:path";

import { type RunView, expect, test } from "./office";

const root = path.resolve(import.meta.dirname, "../..");

interface Pack {
  id: string;
  version: string;
  items: { id: string; question: string }[];
  [field: string]: unknown;
}

/** The order's first pack with its items again and again under other names, until there are `many`. */
function enlarged(many: number): string {
  const file = path.join(root, "assets/packs/eo-14409/1.0.0.json");
  const pack = JSON.parse(fs.readFileSync(file, "utf8")) as Pack;
  const first = pack.items;
  for (let round = 2; pack.items.length < many; round += 1) {
    const more = first.map((item) => ({
      ...item,
      id: `${item.id}-r${round}`,
      question: `${item.question} (${round})`,
    }));
    pack.items = [...pack.items, ...more].slice(0, many);
  }
  return JSON.stringify({ ...pack, id: "eo-14409-large", name: "A large text", changes: [] });
}

/** Milliseconds after which something is taken not to happen at all, however slow the machine is. */
const NEVER = 30_000;

test("the pace of a run of 300 items", async ({ office, page }) => {
  test.setTimeout(600_000);
  await office.close();
  const file = path.join(office.folder, "large.json");
  fs.writeFileSync(file, enlarged(300));
  await office.open(file);
  const settings = { author: "M. Okafor", theme: "system", singleKeys: true, allowUnsignedPacks: true };
  await office.call("save_settings", { settings });
  const chosen = await office.call<{ candidate: { pack: { hash: string } } }>("choose_pack_file");
  const hash = chosen.candidate.pack.hash;
  await office.call("install_pack", { hash });
  const questions = await office.call<{ roles: { id: string }[] }>("profile_questions", { pack: hash });
  const { run } = await office.call<{ run: string }>("new_assessment", {
    assessment: {
      pack: hash,
      profile: { roles: questions.roles.map(({ id }) => id), traits: {} },
      details: {
        organization: "Example Robotics", unit: "", matter: "", askedBy: "", directedBy: "",
        purpose: "", readers: "",
      },
    },
  });
  const view = await office.call<RunView>("open_run", { run });
  expect(view.items.length, "the run is large").toBe(300);
  const practices = view.items.filter(
    ({ id, kind }) => kind.is === "practice" && view.state.standings[id]?.is === "inScope",
  );
  for (const { id } of practices.slice(0, 100)) {
    await office.call("record_answer", { run, item: id, field: "verdict", value: "partly" });
  }
  // Twenty steps have to lead somewhere: at the last question there is none, and it would be measured.
  const first = practices[100]?.id ?? "";
  expect(practices.length, "there are questions to step through").toBeGreaterThan(121);
  await page.goto(`${office.address}/#/run/${run}/questions/${first}?kind=practice`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  const median = (figures: number[]): string => {
    const sorted = [...figures].sort((a, b) => a - b);
    const at = (share: number): string => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(0);
    return `median ${at(0.5)} ms, slowest ${at(1)} ms`;
  };
  const saves: number[] = [];
  const steps: number[] = [];
  for (let at = 0; at < 20; at += 1) {
    // From the key to the moment at which the answer of the command is in the page and the row shows it.
    saves.push(
      await page.evaluate(
        async ([key, never]) => {
          const began = performance.now();
          const seen = new Promise<number>((done) => {
            setTimeout(() => done(Number.NaN), never);
            const original = window.fetch;
            window.fetch = async (...given) => {
              const answer = await original(...given);
              if (String(given[0]).endsWith("/record_answer")) {
                window.fetch = original;
                requestAnimationFrame(() => done(performance.now() - began));
              }
              return answer;
            };
          });
          document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
          return seen;
        },
        [String((at % 3) + 1), NEVER] as const,
      ),
    );
    steps.push(
      await page.evaluate(async (never) => {
        const before = document.querySelector("h1")?.textContent;
        const began = performance.now();
        document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "j", bubbles: true }));
        while (document.querySelector("h1")?.textContent === before && performance.now() - began < never) {
          await new Promise((done) => requestAnimationFrame(done));
        }
        return performance.now() - began;
      }, NEVER),
    );
  }
  /** From asking for a screen to the frame after the one in which its heading stands: it is painted. */
  const screen = (hash: string, heading: string): Promise<number> =>
    page.evaluate(
      async ([to, name, never]) => {
        const began = performance.now();
        location.hash = to;
        const there = (): boolean =>
          name === "table"
            ? document.querySelectorAll("tbody tr").length > 0
            : document.querySelector("h1")?.textContent?.includes(name) === true;
        const frame = (): Promise<number> => new Promise((done) => requestAnimationFrame(done));
        while (!there() && performance.now() - began < never) await frame();
        await frame();
        return performance.now() - began;
      },
      [hash, heading, NEVER] as const,
    );
  const screens: Record<string, number> = {};
  for (const [name, heading] of [["overview", "Overview"], ["actions", "Actions"], ["order", "A large text"], ["profile", "Profile"], ["report", "Report"]] as const) {
    screens[name] = await screen(`#/run/${run}/${name}`, heading);
  }
  screens.table = await screen(`#/run/${run}/questions/${first}?as=table`, "table");
  const undo = await page.evaluate(async (never) => {
    const began = performance.now();
    const said = (): boolean => document.querySelector(`section[aria-label="What was undone"]`) !== null;
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "z", ctrlKey: true, bubbles: true }));
    while (!said() && performance.now() - began < never) {
      await new Promise((done) => requestAnimationFrame(done));
    }
    return performance.now() - began;
  }, NEVER);
  console.log(`verdict key to saved and painted: ${median(saves)}`);
  console.log(`next question: ${median(steps)}`);
  for (const [name, ms] of Object.entries(screens)) console.log(`${name}: ${ms.toFixed(0)} ms to its first paint`);
  console.log(`undo, said: ${undo.toFixed(0)} ms`);
  expect(saves.filter(Number.isNaN), "every verdict was saved").toEqual([]);
  expect(undo, "what was undone is said").toBeLessThan(NEVER);
  expect(steps.filter((ms) => ms >= NEVER), "every step came to another question").toEqual([]);
});
