// The host of every build that people use: Tauri's own channel.

import { Channel, invoke as tauri } from "@tauri-apps/api/core";

export function invoke(command: string, args: Record<string, unknown>): Promise<unknown> {
  return tauri(command, args);
}

/** Runs a command that goes on to say things. */
export async function watch(command: string, told: (notice: unknown) => void): Promise<void> {
  const notices = new Channel<unknown>();
  notices.onmessage = told;
  await tauri(command, { notices });
}
