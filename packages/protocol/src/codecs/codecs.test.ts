import { describe, expect, test } from "vitest";
import { JoinRequest, UpdateHeader } from "../events";
import { RunConfig } from "../runConfig";
import { decodeVector, encodeVectors, longestVectorBytes, vectorBytes } from "../vector";
import { PROTOCOL_VERSION } from "../version";
import { CODECS, codecNames, codecOf, registerCodec } from "./codecs";
import { defineCodec } from "./defineCodec";

/** A codec such as a plugin may add: one byte a value, whole numbers only. */
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
  test("each codec is listed under its own name and has a sentence", () => {
    for (const name of codecNames()) {
      expect(CODECS[name].codec).toBe(name);
      expect(CODECS[name].sentence).toMatch(/\.$/);
    }
  });

  test("codecOf refuses names that every object has, such as constructor", () => {
    for (const name of ["constructor", "__proto__", "toString"])
      expect(() => codecOf(name)).toThrow(`codecOf: must be one of ${codecNames().join(", ")}, got ${name}`);
  });

  test("registerCodec refuses a name that is not well formed", () => {
    for (const codec of ["", "Bytes", "two words", "b".repeat(41)])
      expect(() => registerCodec({ ...bytesOnly, codec })).toThrow("register: a name must be a letter");
  });

  test("a registered codec is known to the schemas and the vector functions at once", () => {
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
      expect(() => registerCodec(bytesOnly)).toThrow("register: bytes is already registered");
    } finally {
      delete CODECS.bytes;
    }
  });
});

describe("codec names on the wire", () => {
  test("an update's codec must be known, and is float32 by default", () => {
    const header = { run: "r", round: 0, arm: 0, dim: 3, trainLoss: 1, computeMs: 1 };
    expect(UpdateHeader.parse(header).codec).toBe("float32");
    const refused = UpdateHeader.safeParse({ ...header, codec: "constructor" });
    expect(refused.error?.issues[0].message).toMatch(
      /^must be one of .*float32, float16.*, got "constructor"$/,
    );
  });

  test("a run's settings have no codec unless it is set", () => {
    expect("codec" in RunConfig.parse({})).toBe(false);
    expect(RunConfig.safeParse({ codec: "float8" }).success).toBe(false);
  });

  test("a worker may name unknown codecs, but at most 32 names of at most 40 letters", () => {
    const join = { protocol: PROTOCOL_VERSION, room: "KRUM-42", backend: "numpy" };
    expect(JoinRequest.parse(join).codecs).toBeUndefined();
    expect(JoinRequest.parse({ ...join, codecs: ["float64", "float16"] }).codecs).toHaveLength(2);
    expect(JoinRequest.safeParse({ ...join, codecs: new Array(33).fill("float16") }).success).toBe(false);
    expect(JoinRequest.safeParse({ ...join, codecs: ["x".repeat(41)] }).success).toBe(false);
  });

  test("longestVectorBytes is float32's size, but float16's for a single value, because of its scale", () => {
    expect(longestVectorBytes(7850)).toBe(4 * 7850);
    expect(longestVectorBytes(1)).toBe(6);
  });
});
