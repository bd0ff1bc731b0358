// The host of every build that people use: Tauri's own channel.

import { invoke as tauri } from "@tauri-apps/api/core";

export function invoke(command: string, args: Record<string, unknown>): Promise<unknown> {
  return tauri(command, args);
}
