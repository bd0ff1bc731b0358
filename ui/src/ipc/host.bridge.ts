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
