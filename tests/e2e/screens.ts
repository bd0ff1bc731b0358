// Every screen there is, by its address.

import { type Office } from "./office";

export const screens = [
  "", "new", "packs", "settings", "about", "run/RUN/questions", "run/RUN/questions?as=table",
  "run/RUN/overview", "run/RUN/actions", "run/RUN/compare", "portfolio",
  "run/RUN/record", "run/RUN/record/new", "run/RUN/record/proposals", "run/RUN/record/interviews",
  "run/RUN/record/log", "answer",
  "run/RUN/order", "run/RUN/profile", "run/RUN/report", "run/RUN/sign", "run/RUN/follow",
  "run/RUN/moved", "run/RUN/attic", "units/ASSESSMENT", "backups", "together",
  "no/such/screen",
];

/** Writes the sample and returns what turns the name of a screen into its address. */
export async function addresses(office: Office): Promise<(screen: string) => string> {
  const run = await office.sample();
  const rows = await office.call<{ id: string; runs: { id: string }[] }[]>("assessments");
  const { id } = rows.find(({ runs }) => runs.some((one) => one.id === run))!;
  return (screen) => `${office.address}/#/${screen.replace("RUN", run).replace("ASSESSMENT", id)}`;
}
