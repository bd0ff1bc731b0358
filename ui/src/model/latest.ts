// Asks again and again while something changes, and heeds only the answer to the newest question.

/**
 * Calls `take` with the answer to the newest call, and `fail` with its refusal. While one question is being
 * answered only the newest of those that come meanwhile is kept, and asked next: whoever types does not
 * wait for every letter. What is returned resolves once nothing is left to be asked.
 */
export function latest<Question, Answer>(
  ask: (question: Question) => Promise<Answer>,
  take: (answer: Answer) => void,
  fail: (reason: unknown) => void,
): (question: Question) => Promise<void> {
  const next: { question: Question }[] = [];
  let asking: Promise<void> | null = null;
  const isOvertaken = (): boolean => next.length > 0;
  async function askAll(): Promise<void> {
    for (let kept = next.pop(); kept !== undefined; kept = next.pop()) {
      try {
        const answer = await ask(kept.question);
        if (!isOvertaken()) take(answer);
      } catch (reason) {
        if (!isOvertaken()) fail(reason);
      }
    }
    asking = null;
  }
  return (question) => {
    next.splice(0, 1, { question });
    asking ??= askAll();
    return asking;
  };
}
