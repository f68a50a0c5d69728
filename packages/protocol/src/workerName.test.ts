import { describe, expect, test } from "vitest";
import { normalizeName, numberedName, WorkerName } from "./workerName";

const FAMILY = "👨\u200d👩\u200d👧\u200d👦";
const parsed = (name: string) => {
  const { data, error } = WorkerName.safeParse(name);
  return data ?? error?.issues[0]?.message;
};

describe("normalizeName keeps", () => {
  test.each([
    ["an emoji of a family", FAMILY],
    ["an emoji with a skin tone and a profession", "👩🏽\u200d🔬"],
    ["a heart in its emoji style, joined", "👩\u200d❤\ufe0f\u200d👨"],
    ["a keycap", "1\ufe0f\u20e3"],
    ["a flag", "🇨🇭"],
    ["the joiner that breaks a Persian ligature", "می\u200cخواهم"],
    ["the joiner that makes a Sinhala conjunct", "ශ්\u200dරී"],
    ["the joiner after a virama at a word's end", "സുരേഷ്\u200d"],
    ["three marks on a letter", "q\u0301\u0323\u0330".normalize("NFC")],
    ["punctuation of names", "Mary-Jane O’Neil Jr."],
  ])("%s", (_what, name) => {
    expect(normalizeName(name)).toBe(name);
  });
});

describe("normalizeName", () => {
  test.each([
    ["composes letters", "Zoe\u0308", "Zoë"],
    ["collapses spaces, also wide ones and line breaks", " \u3000Ada \n\u00a0Lovelace\t", "Ada Lovelace"],
    ["removes control characters", "A\u0000d\u0007a\u009b", "Ada"],
    ["removes marks of direction", "\u202eadA\u202c\u2066\u200f", "adA"],
    ["removes zero-width spaces and word joiners", "\ufeffA\u200bd\u2060a\u00ad", "Ada"],
    ["removes joiners between Latin letters", "A\u200dd\u200ca", "Ada"],
    ["removes Hangul and Braille fillers", "A\u115f\u1160\u3164\uffa0\u2800a", "Aa"],
    ["removes tags", "🏴\u{e0067}\u{e0062}\u{e007f}", "🏴"],
    ["removes private and unassigned characters", "A\ue000\u{10ffff}\u{378}a", "Aa"],
    ["removes lone surrogates", "A\ud83da\ude00", "Aa"],
    ["removes styles of characters that are no emoji", "A\ufe0f1\ufe0f⚖\ufe0f", "A1⚖\ufe0f"],
    ["removes circles around letters", "A\u20dd\u0489", "A"],
    ["removes marks beyond the third", `a${"\u0323".repeat(50)}b`, "ạ\u0323\u0323\u0323b"],
    ["removes marks without a letter", "\u0301 \u0302Ada", "Ada"],
    ["removes joiners beyond the third of an emoji", `${FAMILY}\u200d👦`, `${FAMILY}👦`],
    ["counts the joiners of each emoji by itself", FAMILY + FAMILY, FAMILY + FAMILY],
  ])("%s", (_what, name, expected) => {
    expect(normalizeName(name)).toBe(expected);
  });
});

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
  // characters that normalizeName treats in their own ways come often, as do any others
  const SPECIAL = [
    ..." \u200c\u200d\ufe0f\u20e3\u0301\u0323\u0e49\u09c7\u09be\u094d\u1100\u1161👩👦❤🏽🇨1#aक\u0628\u202e\ud83d",
  ];
  const random = lehmer(12);
  const name = () =>
    Array.from({ length: 1 + (random() % 40) }, () =>
      random() % 3 > 0 ? SPECIAL[random() % SPECIAL.length] : String.fromCodePoint(random() % 0x110000),
    ).join("");

  test("are normalized once for all, and parsed names are within the limits", () => {
    let accepted = 0;
    for (let i = 0; i < 3000; i++) {
      const normal = normalizeName(name());
      const shown = JSON.stringify(normal);
      expect(normalizeName(normal), shown).toBe(normal);
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
