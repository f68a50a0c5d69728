import { describe, expect, test } from "vitest";
import { BackendName, BackendNote, RoomCode } from "./room";

test("RoomCode accepts lower case and surrounding blanks", () => {
  expect(RoomCode.parse(" krum-42 ")).toBe("KRUM-42");
});

test.each(["", "K", "KRUM_42", "../etc", "KRUM-", "KRUM-42-1", "KRUM-1234567", "KRÜM-1"])(
  "RoomCode refuses %j",
  (code) => {
    expect(RoomCode.safeParse(code).success).toBe(false);
  },
);

describe("what a worker says of its backend", () => {
  test("is cleaned as names are", () => {
    expect(BackendName.parse("web\u202egpu\n\u0301\u0302\u0303\u0304")).toBe("webgpu");
    expect(BackendNote.parse(`no\u2066 GPU${"\u0336".repeat(40)}\ud83d`)).toBe("no GPU\u0336\u0336\u0336");
  });

  test("needs something to see, and no word that one would not project", () => {
    for (const name of ["", "\u3164", "Sh1t", "x".repeat(25)])
      expect(BackendName.safeParse(name).success, name).toBe(false);
    expect(BackendNote.parse("it is sh1t")).toBe("");
  });

  test("keeps the notes of our own ladder", () => {
    const note =
      "no WebGPU: this page is not served over https; no WebGL: it would run in software, and WASM is faster";
    expect(BackendNote.parse(note)).toBe(note);
  });
});
