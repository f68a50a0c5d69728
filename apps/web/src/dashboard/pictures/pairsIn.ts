import { pairsLength, type ShownPictures } from "@honest-majority/protocol";

/** Each pair of the bytes as two pictures side by side. Pure. */
export function pairsIn(
  bytes: Uint8Array,
  { pairs, height, width, channels }: Pick<ShownPictures, "pairs" | "height" | "width" | "channels">,
) {
  const shape = { height, width, channels };
  const length = pairsLength(1, shape);
  return Array.from({ length: pairs }, (_, i) => ({
    count: 2,
    ...shape,
    pixels: Uint8Array.from(bytes.subarray(i * length, (i + 1) * length)),
  }));
}
