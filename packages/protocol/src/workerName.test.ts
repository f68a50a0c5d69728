import { describe, expect, test } from "vitest";
import { cleanText } from "./cleanText";
import { numberedName, WorkerName } from "./workerName";

const FAMILY = "👨\u200d👩\u200d👧\u200d👦";
const parsed = (name: string) => {
  const { data, error } = WorkerName.safeParse(name);
  return data ?? error?.issues[0]?.message;
};

describe("WorkerName", () => {
  test("counts characters as a reader does", () => {
    expect(parsed("é".normalize("NFD").repeat(20))).toBe("é".repeat(20));
    expect(parsed(`${"a".repeat(18)}${FAMILY}😀`)).toBe(`${"a".repeat(18)}${FAMILY}😀`);
  });

  test.each([
    ["a name of 21 characters", "x".repeat(21), "must have at most 20 characters, got 21"],
    ["an endless name", "x".repeat(5000), "must have at most 20 characters, got 5000"],
    ["nothing visible", "\u200b\u0000 \u3164\u0301", "must have a visible letter"],
    [
      "12 emoji of families",
      FAMILY.repeat(12),
      "must fit into 120 UTF-16 code units, got 132: use fewer emoji or accents",
    ],
    [
      "a word that one would not project",
      "Sh1t",
      "is seen by the whole class on the projector: choose another",
    ],
  ])("refuses %s", (_what, name, message) => {
    expect(parsed(name)).toBe(message);
  });
});

describe("numberedName", () => {
  test("adds the number after the name", () => {
    expect(numberedName("Ada", 2)).toBe("Ada 2");
  });

  test("cuts whole characters to stay within the limits", () => {
    expect(numberedName(`${"a".repeat(17)}${FAMILY}😀`, 2)).toBe(`${"a".repeat(17)}${FAMILY} 2`);
    // ten families of 11 code units and five emoji of 2 make 120; " 2" needs the room of one emoji
    const name = FAMILY.repeat(10) + "😀".repeat(5);
    expect(numberedName(name, 2)).toBe(`${FAMILY.repeat(10)}${"😀".repeat(4)} 2`);
  });
});

describe("names of random code points", () => {
  // characters that cleanText treats in their own ways come often, as do any others
  const SPECIAL = [
    ..." \u200c\u200d\ufe0f\u20e3\u0301\u0323\u0e49\u09c7\u09be\u094d\u1100\u1161👩👦❤🏽🇨1#aक\u0628\u202e\ud83d",
  ];
  const random = lehmer(12);
  const name = () =>
    Array.from({ length: 1 + (random() % 40) }, () =>
      random() % 3 > 0 ? SPECIAL[random() % SPECIAL.length] : String.fromCodePoint(random() % 0x110000),
    ).join("");

  test("are clean after one cleaning, and parsed names are within the limits", () => {
    let accepted = 0;
    for (let i = 0; i < 3000; i++) {
      const normal = cleanText(name());
      const shown = JSON.stringify(normal);
      expect(cleanText(normal), shown).toBe(normal);
      expect(normal, shown).not.toMatch(/\p{M}{4}|\p{Bidi_Control}|[\p{Cc}\p{Cs}\p{Co}\p{Cn}]| {2}|^\s|\s$/u);
      const { data } = WorkerName.safeParse(normal);
      if (data === undefined) continue;
      accepted++;
      for (const result of [data, numberedName(data, 1000)]) {
        expect([...new Intl.Segmenter("en").segment(result)].length, shown).toBeLessThanOrEqual(20);
        expect(result.length, shown).toBeLessThanOrEqual(120);
      }
    }
    expect(accepted).toBeGreaterThan(700);
  });
});

/** Whole numbers from a seed (Park and Miller's minimal standard generator). */
function lehmer(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state;
  };
}
