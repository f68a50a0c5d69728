export interface InTurn {
  /** Runs `work` once everything added under `key` before has ended, well or badly. */
  add<T>(key: string, work: () => Promise<T>): Promise<T>;
  /** Resolves when nothing is left, of any key. */
  idle(): Promise<void>;
}

/** Work that must not overlap, in the order of the calls. */
export function inTurn(): InTurn {
  const tails = new Map<string, Promise<void>>();
  return {
    add(key, work) {
      const result = (tails.get(key) ?? Promise.resolve()).then(work);
      const tail = result.then(
        () => undefined,
        () => undefined, // whoever added it hears of it
      );
      tails.set(key, tail);
      return result;
    },
    async idle() {
      await Promise.all(tails.values());
    },
  };
}
