/** The pending work of a run without a network: undelivered messages and awaited answers. */
export interface Inbox {
  post(deliver: () => Promise<void>): void;
  /** Returns the promise itself. The run is not idle until it has settled. */
  awaiting<T>(answer: Promise<T>): Promise<T>;
  /** Does or awaits one piece of work. Returns false when none is left. */
  next(): Promise<boolean>;
}

export function createInbox(): Inbox {
  const messages: (() => Promise<void>)[] = [];
  const awaited = new Set<Promise<unknown>>();
  return {
    post(deliver) {
      messages.push(deliver);
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
      const deliver = messages.shift();
      if (deliver !== undefined) {
        await deliver();
        return true;
      }
      if (awaited.size > 0) await Promise.race(awaited);
      // lets the code that awaits this answer continue first, because it may post messages
      await new Promise((resolve) => setImmediate(resolve));
      return messages.length > 0 || awaited.size > 0;
    },
  };
}
