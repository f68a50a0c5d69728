import { describe, expect, test } from "vitest";
import { JoinRequest, UpdateHeader } from "../events";
import { RunConfig } from "../runConfig";
import { decodeVector, encodeVectors, longestVectorBytes, vectorBytes } from "../vector";
import { CODECS, codecNames, codecOf, registerCodec } from "./codecs";
import { defineCodec } from "./defineCodec";

/** A codec as a plugin might bring one: one byte a value, whole numbers alone. */
const bytesOnly = defineCodec({
  codec: "bytes",
  name: "Bytes",
  shortName: "bytes",
  sentence: "Sends whole numbers from 0 to 255.",
  bytes: (d) => d,
  encode: (vector, bytes, offset) => bytes.set(vector, offset),
  decode(bytes, d, into = new Float32Array(d)) {
    into.set(bytes);
    return into;
  },
});

describe("CODECS", () => {
  test("each codec stands under its own name, with a sentence about it", () => {
    for (const name of codecNames()) {
      expect(CODECS[name].codec).toBe(name);
      expect(CODECS[name].sentence).toMatch(/\.$/);
    }
  });

  test("no codec is found under a name that every object has", () => {
    for (const name of ["constructor", "__proto__", "toString"])
      expect(() => codecOf(name)).toThrow(`codecOf: must be one of float32, float16, got ${name}`);
  });

  test("a registered codec is in the schemas, the functions and the limits at once", () => {
    const header = { run: "r", round: 0, arm: 0, dim: 3, trainLoss: 1, computeMs: 1 };
    expect(UpdateHeader.safeParse({ ...header, codec: "bytes" }).success).toBe(false);
    registerCodec(bytesOnly);
    try {
      expect(UpdateHeader.parse({ ...header, codec: "bytes" }).codec).toBe("bytes");
      expect(RunConfig.parse({ codec: "bytes" }).codec).toBe("bytes");
      const bytes = encodeVectors([Float32Array.of(1, 2), Float32Array.of(255, 0)], "bytes");
      expect([...bytes]).toEqual([1, 2, 255, 0]);
      expect([...decodeVector(bytes, 4, "bytes")]).toEqual([1, 2, 255, 0]);
      expect(vectorBytes("bytes", 9)).toBe(9);
      expect(() => registerCodec(bytesOnly)).toThrow("registerCodec: there is a codec bytes already");
    } finally {
      delete CODECS.bytes;
    }
  });
});

describe("codec names on the wire", () => {
  test("an update's codec must be known, and is float32 where none is named", () => {
    const header = { run: "r", round: 0, arm: 0, dim: 3, trainLoss: 1, computeMs: 1 };
    expect(UpdateHeader.parse(header).codec).toBe("float32");
    const refused = UpdateHeader.safeParse({ ...header, codec: "constructor" });
    expect(refused.error?.issues[0].message).toBe('must be one of float32, float16, got "constructor"');
  });

  test("a run that names no codec has none in its settings", () => {
    expect("codec" in RunConfig.parse({})).toBe(false);
    expect(RunConfig.safeParse({ codec: "float8" }).success).toBe(false);
  });

  test("a worker may name any codecs, unknown ones too, but not without bounds", () => {
    const join = { protocol: 2, room: "KRUM-42", backend: "numpy" };
    expect(JoinRequest.parse(join).codecs).toBeUndefined();
    expect(JoinRequest.parse({ ...join, codecs: ["float64", "float16"] }).codecs).toHaveLength(2);
    expect(JoinRequest.safeParse({ ...join, codecs: new Array(33).fill("float16") }).success).toBe(false);
    expect(JoinRequest.safeParse({ ...join, codecs: ["x".repeat(41)] }).success).toBe(false);
  });

  test("the longest update is float32's, but for one value, where float16's scale is longer", () => {
    expect(longestVectorBytes(7850)).toBe(4 * 7850);
    expect(longestVectorBytes(1)).toBe(6);
  });
});
