// Small items for tests. No screen imports this file.

import type {
  Answer,
  ItemView,
  KindView,
  List,
  ProvisionView,
  RunStateView,
  Standing,
} from "../ipc/types";
import type { Listing } from "./filter";

function item(id: string, kind: KindView, provision: string): ItemView {
  return {
    id,
    provision,
    title: `Title of ${id}`,
    question: `Question ${id}?`,
    kind,
    themes: [],
    roles: [],
    instrument: "the order",
    instrumentName: "",
    addressee: "",
    force: "",
    status: { state: "inForce" },
    statusLabel: "in force",
    severity: "low",
    why: "",
    caution: null,
    evidence: [],
    action: "",
    actionDetail: null,
    owner: "",
    marks: [],
    events: [],
    sources: [],
    frameworks: [],
    sensitive: false,
  };
}

export const practice = (id: string, provision = "1"): ItemView =>
  item(
    id,
    { is: "practice", inPlace: "", partly: "", weight: 1, weightReason: "" },
    provision,
  );

export const decision = (id: string, provision = "1"): ItemView =>
  item(
    id,
    {
      is: "decision",
      options: [],
      weighFor: [],
      weighAgainst: [],
      decider: "",
      record: [],
      reviewTrigger: "",
    },
    provision,
  );

export const fact = (id: string, value: string, provision = "1"): ItemView =>
  item(id, { is: "fact", value, options: [], hint: "" }, provision);

export const provision = (pin: string, depth: number): ProvisionView => ({
  pin,
  cite: `§ ${pin}`,
  heading: `Heading of ${pin}`,
  depth,
  leadIn: null,
  text: null,
  addressees: [],
  deadline: null,
  status: "",
  statusConfidence: "",
  asksPrivateParties: true,
  notes: [],
});

/** A listing in which every item is asked, but for those that `standings` places elsewhere. */
export function listing(
  items: ItemView[],
  answers: Record<string, Answer> = {},
  standings: Record<string, Standing> = {},
  lists: Record<string, List[]> = {},
): Listing {
  const asked: Standing = { is: "inScope", because: "" };
  const all = Object.fromEntries(items.map(({ id }) => [id, standings[id] ?? asked]));
  const state: RunStateView = {
    standings: all,
    progress: {
      inScope: Object.values(all).filter(({ is }) => is === "inScope").length,
      answered: 0,
      decisions: 0,
      decided: 0,
      affirmed: 0,
      evidenced: 0,
      flagged: 0,
      waiting: 0,
      open: 0,
    },
    byProvision: {},
    missing: {},
    lists,
    carried: [],
    saved: "",
  };
  return { items, provisions: [], themes: [], roles: [], answers, state, found: null };
}
