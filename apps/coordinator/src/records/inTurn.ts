export interface InTurn {
  /** Runs `work` after everything that was added under `key` before, whether that failed or not. */
  add<T>(key: string, work: () => Promise<T>): Promise<T>;
  /** Resolves when all work of every key is done. */
  idle(): Promise<void>;
}

/** Runs work of the same key one after another, in the order of the calls. */
export function inTurn(): InTurn {
  const tails = new Map<string, Promise<void>>();
  return {
    add(key, work) {
      const result = (tails.get(key) ?? Promise.resolve()).then(work);
      const tail = result.then(
        () => undefined,
        () => undefined, // `result` rejects for the caller
      );
      tails.set(key, tail);
      return result;
    },
    async idle() {
      await Promise.all(tails.values());
    },
  };
}
