/** Bytes that arrive in chunks, taken in the lengths that a reader asks for. */
export interface ByteReader {
  /** The next `length` bytes; fewer only where the input ends. */
  take(length: number): Promise<Uint8Array>;
  /** What is left, as it comes. */
  rest(): AsyncIterable<Uint8Array>;
}

export function byteReader(chunks: AsyncIterable<Uint8Array>): ByteReader {
  const iterator = chunks[Symbol.asyncIterator]();
  let held: Uint8Array = new Uint8Array(0);
  const refill = async () => {
    const next = await iterator.next();
    if (next.done !== true) held = next.value;
    return next.done !== true;
  };
  return {
    async take(length) {
      const pieces: Uint8Array[] = []; // and no room for `length`, which the input may not have
      let filled = 0;
      while (filled < length && (held.length > 0 || (await refill()))) {
        const piece = held.subarray(0, length - filled);
        pieces.push(piece);
        filled += piece.length;
        held = held.subarray(piece.length);
      }
      const taken = new Uint8Array(filled);
      let at = 0;
      for (const piece of pieces) {
        taken.set(piece, at);
        at += piece.length;
      }
      return taken;
    },
    async *rest() {
      if (held.length > 0) yield held;
      while (await refill()) yield held;
    },
  };
}
