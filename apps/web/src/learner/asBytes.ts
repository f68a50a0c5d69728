/** 0 … 1 as bytes; what is outside is cut, as on a screen. */
export function asBytes(picture: Float32Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(picture, (value) => Math.max(0, Math.min(255, Math.round(255 * value))));
}
