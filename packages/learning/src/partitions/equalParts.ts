/** Cuts `order` into consecutive parts of one size; the last few indices that do not fill a part are left out. */
export function equalParts(order: Uint32Array, parts: number): Uint32Array[] {
  const size = Math.floor(order.length / parts);
  if (size === 0) throw new RangeError(`partition: ${parts} runs need as many examples, got ${order.length}`);
  return Array.from({ length: parts }, (_, part) => order.slice(part * size, (part + 1) * size));
}
