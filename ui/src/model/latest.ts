// Asks again and again while something changes, and heeds only the answer to the newest question.

/** Calls `take` with the answer to the newest call, and `fail` with its refusal. */
export function latest<Question, Answer>(
  ask: (question: Question) => Promise<Answer>,
  take: (answer: Answer) => void,
  fail: (reason: unknown) => void,
): (question: Question) => Promise<void> {
  let newest = 0;
  return async (question) => {
    newest += 1;
    const number = newest;
    try {
      const answer = await ask(question);
      if (number === newest) take(answer);
    } catch (reason) {
      if (number === newest) fail(reason);
    }
  };
}
