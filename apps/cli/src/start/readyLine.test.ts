import { describe, expect, test } from "vitest";
import { readyLine } from "./readyLine";

const facts = {
  port: 81,
  httpsPort: 82,
  room: "KRUM-42",
  instructorToken: "secret",
  others: [{ room: "MEAN-7", instructorToken: "other" }],
};

describe("readyLine", () => {
  test("holds the ports, the rooms and, if asked to, their keys", () => {
    expect(readyLine(facts, true)).toBe(
      'ready {"port":81,"httpsPort":82,"room":"KRUM-42","token":"secret","rooms":[{"room":"KRUM-42","token":"secret"},{"room":"MEAN-7","token":"other"}]}',
    );
    expect(readyLine(facts, false)).toBe(
      'ready {"port":81,"httpsPort":82,"room":"KRUM-42","rooms":[{"room":"KRUM-42"},{"room":"MEAN-7"}]}',
    );
  });
});
