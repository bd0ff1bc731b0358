// How the browser tests run: the distribution's Chromium against the real commands on the bridge.

import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: ".",
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  reporter: "list",
  // What is awaited comes when it comes: a loaded machine takes many times as long as a free one.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  use: {
    viewport: { width: 1280, height: 860 },
    // A color is measured as it comes to rest, never on its way between light and dark.
    contextOptions: { reducedMotion: "reduce" },
    launchOptions: {
      executablePath: process.env.PROVISO_CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
      ],
    },
  },
});
