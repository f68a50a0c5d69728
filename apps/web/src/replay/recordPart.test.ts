import { describe, expect, test } from "vitest";
import { recordPart } from "./recordPart";

const LINES = ["head", "one", "three", "seventeen", "x", "twenty-two", "end"];
const SIZES = { partBytes: 12, lineBytes: 11 };

/** The text of each part, as many as there are. */
async function partsOf(text: string) {
  const file = new Blob([text]);
  const first = await recordPart(file, 1, SIZES);
  const parts = Array.from({ length: first.of }, (_, i) => recordPart(file, i + 1, SIZES));
  return (await Promise.all(parts)).map(({ bytes }) => new TextDecoder().decode(bytes));
}

describe("recordPart", () => {
  test("gives each part the head and whole lines, and each line to one part, wherever the cuts fall", async () => {
    expect(await partsOf("head\none\n")).toEqual(["head\none\n"]);
    for (let more = 0; more < 12; more++) {
      const head = `head${"!".repeat(more)}`.slice(0, 10);
      for (const end of ["", "\n"]) {
        const lines = [head, ...LINES.slice(1)];
        const parts = await partsOf(`${lines.join("\n")}${end}`);
        expect(parts.length).toBeGreaterThan(2);
        for (const part of parts) expect(part.startsWith(`${head}\n`)).toBe(true);
        const bodies = parts.map((part) => part.slice(head.length + 1));
        expect(bodies.join("")).toBe(`${lines.slice(1).join("\n")}${end}`);
        for (const body of bodies.slice(0, -1)) expect(body === "" || body.endsWith("\n")).toBe(true);
      }
    }
  });

  test("holds no more of a file without any line than a part and a line", async () => {
    const { bytes } = await recordPart(new Blob(["x".repeat(1_000)]), 1, SIZES);
    expect(bytes.length).toBeLessThanOrEqual(12 + 2 * 11 + 1);
  });
});
