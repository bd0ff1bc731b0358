// What belongs to the window as a whole: where one is, the settings, and what is announced.

import * as commands from "../ipc/commands";
import { Refusal } from "../ipc/host";
import type { Settings, Soundness, Start, Theme } from "../ipc/types";
import { address, parse, place, runOf, type Route } from "./route";
import { saving } from "./saving.svelte";

type Named = Exclude<Route, { screen: "unknown" }>;

/** What is said where one comes to. */
interface Told {
  readonly says: string;
  readonly run: string | null;
  /** The place where it is said; nothing until one is there. */
  readonly at: string | null;
}

class Desk {
  /** The screen that is shown. */
  route = $state.raw<Route>({ screen: "assessments" });
  settings = $state.raw<Settings>({
    author: "",
    theme: "system",
    singleKeys: true,
    allowUnsignedPacks: false,
    words: [],
    idleMinutes: 0,
    hideMatter: false,
    notice: "",
  });
  version = $state("");
  /** Today, as printed. */
  today = $state("");
  folderWarning = $state<string | null>(null);
  /** Whether the data folder is encrypted, and so can be locked. */
  isEncrypted = $state(false);
  /** Why nothing can be changed in this data folder; nothing where it can. */
  readOnly = $state<string | null>(null);
  /** What does not hold in the data file; nothing where it does, or is not known yet. */
  unsound = $state.raw<Soundness | null>(null);
  /** How often everything was read again, as after a restore. */
  readings = $state(0);
  /** The words that pre-flight looks for until counsel changes the list. */
  listedWords = $state.raw<readonly string[]>([]);
  /** The notice that stands in requests until counsel changes it. */
  givenNotice = $state("");
  /** What is said to those who do not see the screen. */
  said = $state("");
  /** What was done on the way to another run: it is said there, until one goes on. */
  told = $state.raw<Told | null>(null);
  /** Whether the name that signs entries is being asked for. */
  asksName = $state(false);

  #named: ((isGiven: boolean) => void)[] = [];

  /** Takes over what the program said at its start. */
  open(start: Start): void {
    this.version = start.version;
    this.today = start.today;
    this.folderWarning = start.folderWarning;
    this.isEncrypted = start.isEncrypted;
    this.readOnly = start.readOnly;
    this.listedWords = start.listedWords;
    this.givenNotice = start.notice;
    this.use(start.settings);
    if (start.lastRun !== null && parse(location.hash).screen === "assessments") {
      this.go(
        { screen: "questions", run: start.lastRun, item: null, show: "all", find: "" },
        { replace: true },
      );
    }
    this.route = parse(location.hash);
    window.addEventListener("hashchange", () => void this.#follow());
  }

  /** Asks whether the data file holds; the answer may take as long as reading all of it. */
  async check(): Promise<void> {
    const found = await commands.soundness();
    this.unsound = found.holds ? null : found;
  }

  /** Reads everything again, as after a restore. */
  async readAgain(): Promise<void> {
    this.readings += 1;
    const start = await commands.start();
    this.use(start.settings);
    await this.check();
  }

  /** Goes to a screen. Replacing leaves no step to come back to. */
  go(route: Named, { replace = false } = {}): void {
    const to = address(route);
    if (to === location.hash) return;
    if (replace) {
      history.replaceState(null, "", to);
      void this.#follow();
    } else {
      location.hash = to;
    }
  }

  /** Goes to another run and says there what was done. */
  come(route: Named, says: string): void {
    this.told = { says, run: runOf(route), at: null };
    this.go(route);
  }

  /** Says what was done once one is where it is said, and leaves it as one goes on. */
  arrive(at: string | null): void {
    const { told } = this;
    if (told === null || told.at === at) return;
    if (told.at === null && told.run === runOf(this.route)) {
      this.told = { ...told, at };
      this.say(told.says);
    } else this.told = null;
  }

  /** Says something politely; saying the same twice is heard twice. */
  say(sentence: string): void {
    this.said = this.said === sentence ? `${sentence}\u00a0` : sentence;
  }

  async save(settings: Settings): Promise<void> {
    this.use(await commands.saveSettings(settings));
  }

  /** Makes sure that there is a name to sign with; asks for it where there is none. */
  async name(): Promise<void> {
    if (this.settings.author.trim() !== "") return;
    this.asksName = true;
    const isGiven = await new Promise<boolean>((answer) => this.#named.push(answer));
    if (!isGiven) {
      throw new Refusal({
        code: "noAuthor",
        message: "Nothing is recorded without the name that signs it. Give it in Settings.",
      });
    }
  }

  /** Ends the question for the name. */
  named(isGiven: boolean): void {
    this.asksName = false;
    for (const answer of this.#named.splice(0)) answer(isGiven);
  }

  async #follow(): Promise<void> {
    const to = parse(location.hash);
    const from = this.route;
    // From question to question the run itself sees to what was typed; a screen that reads what is
    // on disk is shown after everything is there.
    // A field that is being typed in is left before its screen is.
    if (place(from) !== place(to) && document.activeElement instanceof HTMLElement) {
      document.activeElement.blur();
    }
    const within = from.screen === "questions" && to.screen === "questions";
    if (!within || runOf(from) !== runOf(to)) await saving.flush();
    this.route = parse(location.hash);
  }

  /** Takes over the settings as they are on disk. */
  use(settings: Settings): void {
    this.settings = settings;
    dress(settings.theme);
  }
}

function dress(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
}

export const desk = new Desk();
