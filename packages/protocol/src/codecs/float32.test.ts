import { describe, expect, test } from "vitest";
import { decodeInAnyOrder, encodeInAnyOrder, float32 } from "./float32";

describe("float32", () => {
  const values = Float32Array.of(1, -2.5, 1e-45, Number.NaN, -0);

  test("writes the same bytes on a host with the other byte order", () => {
    const [quick, slow] = [new Uint8Array(23), new Uint8Array(23)];
    float32.encode(values, quick, 3);
    encodeInAnyOrder(values, slow, 3);
    expect(slow).toEqual(quick);
  });

  test("reads the same values on a host with the other byte order", () => {
    const bytes = new Uint8Array(21);
    float32.encode(values, bytes, 1);
    const into = new Float32Array(5);
    decodeInAnyOrder(bytes.subarray(1), 5, into);
    expect(new Uint32Array(into.buffer)).toEqual(new Uint32Array(values.buffer));
  });
});
