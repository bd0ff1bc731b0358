// A data folder of its own for each test, with the bridge on it: the real commands, the real file.

import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";

import AxeBuilder from "@axe-core/playwright";
import { type Page, test as base, expect } from "@playwright/test";

const root = path.resolve(import.meta.dirname, "../..");
const program = process.env.PROVISO_BRIDGE ?? path.join(root, "target/debug/bridge");

/** An open data folder. */
export class Office {
  readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), "proviso-e2e-"));
  /** What the save dialog answers. */
  readonly file = path.join(this.folder, "copy.pdf");
  address = "";
  private bridge: ChildProcess | undefined;

  /** Starts the bridge; `file` is what the save dialog answers, none for a closed dialog. */
  async open(file: string | undefined = this.file): Promise<void> {
    await this.start(program, [], file ?? "");
  }

  private async start(starts: string, before: string[], picks: string): Promise<void> {
    const bridge = spawn(starts, [...before, "--data", this.folder, "--port", "0"], {
      env: { ...process.env, PROVISO_PICK: picks },
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.bridge = bridge;
    const lines = createInterface({ input: bridge.stdout });
    const [line] = (await once(lines, "line")) as [string];
    this.address = line;
  }

  /**
   * Starts the bridge with the folder on a drive that takes no writes: a mount in a namespace that ends
   * with the bridge. False where this system lets nobody mount.
   */
  async openReadOnly(): Promise<boolean> {
    const flags = ["-m", "-rm"].find(
      (flags) => spawnSync("unshare", [flags, "mount", "-t", "tmpfs", "none", "/mnt"]).status === 0,
    );
    if (flags === undefined) return false;
    const mount = `mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"`;
    await this.start("unshare", [flags, "sh", "-c", mount, this.folder, program], "");
    return true;
  }

  /** Ends the bridge: gently, or as a crash would. */
  async close(signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
    const { bridge } = this;
    if (bridge === undefined || bridge.exitCode !== null || bridge.signalCode !== null) return;
    bridge.kill(signal);
    await once(bridge, "exit");
  }

  /** Calls a command, as the page does. */
  async call<T>(command: string, given: object = {}): Promise<T> {
    const answer = await fetch(`${this.address}/invoke/${command}`, {
      method: "POST",
      body: JSON.stringify(given),
    });
    const body = (await answer.json()) as T;
    if (!answer.ok) throw new Error(`${command}: ${JSON.stringify(body)}`);
    return body;
  }

  /** Writes the sample and returns its first run. */
  async sample(): Promise<string> {
    return (await this.call<{ run: string }>("open_sample")).run;
  }
}

/** A test with an open data folder. */
export const test = base.extend<{ office: Office }>({
  office: async ({}, use) => {
    const office = new Office();
    await office.open();
    await use(office);
    await office.close();
    fs.rmSync(office.folder, { recursive: true, force: true });
  },
});

export { expect };

/** Expects that the page as it stands breaks no rule that axe can check. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  const found = await new AxeBuilder({ page }).analyze();
  const said = found.violations.map(
    (one) => `${one.id}: ${one.help} at ${one.nodes.map((node) => node.target.join(" ")).join("; ")}`,
  );
  expect(said, `${what} breaks no rule`).toEqual([]);
}

/** Expects the same in light and in dark. */
export async function expectAccessibleInBoth(page: Page, what: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page, `${what} in ${colorScheme}`);
  }
}

/** The item of a run that comes first among those `pick` accepts. */
export interface RunView {
  items: { id: string; title: string; kind: { is: string; options?: { id: string }[] } }[];
  answers: Record<string, Record<string, unknown> | undefined>;
  state: { standings: Record<string, { is: string; on?: string[] }>; progress: Record<string, number> };
}

/** The first item in scope of a kind that has no answer yet. */
export function unanswered(view: RunView, kind: string): string {
  const found = view.items.find(
    (item) =>
      item.kind.is === kind &&
      view.state.standings[item.id]?.is === "inScope" &&
      view.answers[item.id] === undefined,
  );
  if (found === undefined) throw new Error(`every ${kind} of the sample has an answer`);
  return found.id;
}
