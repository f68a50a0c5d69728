import { createHash } from "node:crypto";

/** A short name of a vector's bits. */
export function digestOf({ buffer, byteOffset, byteLength }: Float32Array): string {
  return createHash("sha1")
    .update(new Uint8Array(buffer, byteOffset, byteLength))
    .digest("base64")
    .slice(0, 12);
}
