// The host of the build for tests in a browser: the same commands, behind the page's own origin.

export async function invoke(command: string, args: Record<string, unknown>): Promise<unknown> {
  const answer = await fetch(`/invoke/${command}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(args),
    // A page that is being closed may still say what was typed last.
    keepalive: true,
  });
  const text = await answer.text();
  const body: unknown = text === "" ? null : JSON.parse(text);
  if (!answer.ok) throw body;
  return body;
}

/**
 * What the bridge can say by itself is what the system tells of files over the window; a browser
 * tells the page, and not where the files are.
 */
export function watch(_command: string, told: (notice: unknown) => void): Promise<void> {
  const files = (event: DragEvent): number => event.dataTransfer?.files.length ?? 0;
  const on = (kind: "dragenter" | "dragover" | "dragleave" | "drop", say: (event: DragEvent) => void) =>
    window.addEventListener(kind, (event) => {
      event.preventDefault();
      say(event);
    });
  on("dragenter", () => told({ is: "over" }));
  on("dragover", () => undefined);
  on("dragleave", (event) => {
    if (event.relatedTarget === null) told({ is: "left" });
  });
  on("drop", (event) => told({ is: "dropped", files: files(event) }));
  return Promise.resolve();
}
