// Two copies of one assessment in the browser: a conflict with both texts, settled and taken back.

import fs from "node:fs";

import { Office, expect, expectAccessible, test, unanswered, type RunView } from "./office";

for (const colorScheme of ["light", "dark"] as const) {
  test(`two copies come together with one conflict, in ${colorScheme}`, async ({ page }) => {
    test.setTimeout(180_000);
    const [ada, ben] = [new Office(), new Office()];
    const file = `${ada.folder}/copy.proviso`;
    try {
      await ada.open(file);
      await ben.open(file);
      const run = await ada.sample();
      const item = unanswered(await ada.call<RunView>("open_run", { run }), "practice");
      const [row] = await ada.call<{ id: string; runs: { id: string }[] }[]>("assessments");
      const holder = (await ada.call<{ id: string; runs: { id: string }[] }[]>("assessments")).find(({ runs }) => runs.some(({ id }) => id === run)) ?? row;
      const assessment = holder?.id ?? "";
      const hand = (office: Office): Promise<unknown> => office.call("export_assessment", { assessment, passphrase: null });
      const says = (office: Office, field: string, value: string): Promise<unknown> =>
        office.call("record_answer", { run, item, field, value });
      await hand(ada);
      await ben.call("save_settings", { settings: { author: "R. Vance" } });
      await ben.call("choose_assessment_file");
      await ben.call("import_assessment", { allowUnsigned: true });
      await says(ada, "facts", "As counsel says here.");
      await says(ben, "facts", "As R. Vance says there.");
      await says(ben, "verdict", "partly");
      await hand(ben);
      await page.emulateMedia({ colorScheme });
      await page.goto(`${ada.address}/#/`);
      await page.getByRole("button", { name: "Bring in a file" }).click();
      await page.getByRole("button", { name: "See what comes together" }).click();
      await expect(page.getByRole("heading", { level: 1, name: "Two copies come together" })).toBeVisible();
      const conflict = page.getByRole("group", { name: /Facts/ });
      await expect(conflict, "both texts").toContainText("As counsel says here.", { timeout: 60_000 });
      await expect(conflict, "stand side by side").toContainText("As R. Vance says there.");
      const bring = page.getByRole("button", { name: "Bring together" });
      await expect(bring, "nothing is settled by silence").toBeDisabled();
      await expectAccessible(page, "two copies before they come together");
      await conflict.getByRole("radio", { name: /In the file/ }).check();
      await bring.click();
      await expect(page.getByRole("heading", { level: 1, name: "Brought together" })).toBeVisible({ timeout: 60_000 });
      await expectAccessible(page, "two copies that came together");
      const answers = async (): Promise<Record<string, unknown> | undefined> =>
        (await ada.call<RunView>("open_run", { run })).answers[item];
      expect(await answers(), "the chosen text and what only one changed").toMatchObject({ facts: "As R. Vance says there.", verdict: "partly" });
      await page.getByRole("button", { name: "Take it back as a whole" }).click();
      await expect(page.getByText(/was taken back/).first()).toBeVisible({ timeout: 60_000 });
      expect(await answers(), "the whole of it is taken back").toEqual({ facts: "As counsel says here." });
    } finally {
      await ada.close();
      await ben.close();
      for (const office of [ada, ben]) fs.rmSync(office.folder, { recursive: true, force: true });
    }
  });
}
