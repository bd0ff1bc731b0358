import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

// The mode decides which host is compiled in. A release build holds no line of the bridge.
export default defineConfig(({ mode }) => ({
  plugins: [svelte()],
  base: "./",
  resolve: {
    alias: {
      "#host": mode === "e2e" ? "/src/ipc/host.bridge.ts" : "/src/ipc/host.tauri.ts",
    },
  },
  build: {
    target: "es2022",
    // The policy of the window allows no data: addresses and no inline scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    emptyOutDir: true,
  },
  // The fonts lie outside this folder.
  server: { fs: { allow: [".", "../assets/fonts"] } },
  clearScreen: false,
}));
