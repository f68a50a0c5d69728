/** Reads bytes that arrive in chunks, in the lengths that the caller asks for. */
export interface ByteReader {
  /** The next `length` bytes; fewer only at the end of the input. */
  take(length: number): Promise<Uint8Array>;
  /** The remaining chunks as they arrive. */
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
      const pieces: Uint8Array[] = []; // `length` bytes are not allocated: the input may be shorter
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
