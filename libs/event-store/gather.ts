/** Joins what is asked at the same time into one question: whoever comes while an answer is awaited shares the next. */

interface Asked<Q, A> {
  readonly questions: readonly Q[];
  readonly resolve: (answers: readonly A[]) => void;
  readonly reject: (error: unknown) => void;
}

/** `answer` gets at most `most` questions at a time (more only if one caller has more) and answers in their order. */
export function gather<Q, A>(most: number, answer: (questions: readonly Q[]) => Promise<readonly A[]>) {
  const waiting: Asked<Q, A>[] = [];
  let busy = false;

  const next = (): Asked<Q, A>[] => {
    let size = 0;
    const full = waiting.findIndex(({ questions }) => (size += questions.length) > most);
    return waiting.splice(0, full === -1 ? waiting.length : Math.max(full, 1));
  };

  const run = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = next();
      try {
        const answers = await answer(batch.flatMap(({ questions }) => questions));
        let from = 0;
        for (const { questions, resolve } of batch) resolve(answers.slice(from, (from += questions.length)));
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    busy = false;
  };

  return (questions: readonly Q[]): Promise<readonly A[]> =>
    new Promise((resolve, reject) => {
      waiting.push({ questions, resolve, reject });
      if (busy) return;
      busy = true;
      setImmediate(() => void run()); // after the input of this turn of the event loop was read
    });
}
