import { describe, expect, test } from "vitest";
import { cleanText } from "./cleanText";

const FAMILY = "👨\u200d👩\u200d👧\u200d👦";
const flagOf = (region: string) =>
  `🏴${Array.from(region, (c) => String.fromCodePoint(0xe0000 + c.charCodeAt(0))).join("")}\u{e007f}`;
const SCOTLAND = flagOf("gbsct");
const WALES = flagOf("gbwls");

describe("cleanText keeps", () => {
  test.each([
    ["an emoji of a family", FAMILY],
    ["an emoji with a skin tone and a profession", "👩🏽\u200d🔬"],
    ["a heart in its emoji style, joined", "👩\u200d❤\ufe0f\u200d👨"],
    ["a keycap", "1\ufe0f\u20e3"],
    ["a flag", "🇨🇭"],
    ["the flags of Scotland and of Wales", `${SCOTLAND} ${WALES}`],
    ["a flag that is joined", `${SCOTLAND}\u200d👩`],
    ["the joiner that breaks a Persian ligature", "می\u200cخواهم"],
    ["the joiner that makes a Sinhala conjunct", "ශ්\u200dරී"],
    ["the joiner after a virama at a word's end", "സുരേഷ്\u200d"],
    ["three marks on a letter", "q\u0301\u0323\u0330".normalize("NFC")],
    ["punctuation of names", "Mary-Jane O’Neil Jr."],
  ])("%s", (_what, name) => {
    expect(cleanText(name)).toBe(name);
  });
});

describe("cleanText", () => {
  test.each([
    ["composes letters", "Zoe\u0308", "Zoë"],
    ["collapses spaces, also wide ones and line breaks", " \u3000Ada \n\u00a0Lovelace\t", "Ada Lovelace"],
    ["removes control characters", "A\u0000d\u0007a\u009b", "Ada"],
    ["removes marks of direction", "\u202eadA\u202c\u2066\u200f", "adA"],
    ["removes zero-width spaces and word joiners", "\ufeffA\u200bd\u2060a\u00ad", "Ada"],
    ["removes joiners between Latin letters", "A\u200dd\u200ca", "Ada"],
    ["removes Hangul and Braille fillers", "A\u115f\u1160\u3164\uffa0\u2800a", "Aa"],
    ["removes hieroglyphs and notes that are blank", "A\u{13441}\u{13442}\u{1d159}a", "Aa"],
    ["removes tags", "🏴\u{e0067}\u{e0062}\u{e007f}", "🏴"],
    ["removes tags of another emoji", `👩${SCOTLAND.slice(2)}`, "👩"],
    ["removes tags without their end", `${SCOTLAND.slice(0, -2)}A`, "🏴A"],
    ["removes tags that are no region", flagOf("ada lovelace"), "🏴"],
    ["removes private and unassigned characters", "A\ue000\u{10ffff}\u{378}a", "Aa"],
    ["removes lone surrogates", "A\ud83da\ude00", "Aa"],
    ["removes styles of characters that are no emoji", "A\ufe0f1\ufe0f⚖\ufe0f", "A1⚖\ufe0f"],
    ["removes circles around letters", "A\u20dd\u0489", "A"],
    ["removes marks beyond the third", `a${"\u0323".repeat(50)}b`, "ạ\u0323\u0323\u0323b"],
    ["removes marks without a letter", "\u0301 \u0302Ada", "Ada"],
    ["removes joiners beyond the third of an emoji", `${FAMILY}\u200d👦`, `${FAMILY}👦`],
    ["counts the joiners of each emoji by itself", FAMILY + FAMILY, FAMILY + FAMILY],
  ])("%s", (_what, name, expected) => {
    expect(cleanText(name)).toBe(expected);
  });
});
