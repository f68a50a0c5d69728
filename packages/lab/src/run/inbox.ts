/** What is left to do in a run without a network: messages on their way, and answers that are awaited. */
export interface Inbox {
  post(deliver: () => Promise<void>): void;
  /** Returns the promise itself; until it has settled, the run does not count as idle. */
  awaiting<T>(answer: Promise<T>): Promise<T>;
  /** Does or awaits one thing; false when nothing is left. */
  next(): Promise<boolean>;
}

export function createInbox(): Inbox {
  const letters: (() => Promise<void>)[] = [];
  const awaited = new Set<Promise<unknown>>();
  return {
    post(deliver) {
      letters.push(deliver);
    },
    awaiting(answer) {
      const settled: Promise<unknown> = answer.then(
        () => awaited.delete(settled),
        () => awaited.delete(settled),
      );
      awaited.add(settled);
      return answer;
    },
    async next() {
      const deliver = letters.shift();
      if (deliver !== undefined) {
        await deliver();
        return true;
      }
      if (awaited.size > 0) await Promise.race(awaited);
      // whoever was waiting for that answer goes on first, and may have more to say
      await new Promise((resolve) => setImmediate(resolve));
      return letters.length > 0 || awaited.size > 0;
    },
  };
}
