/**
 * Characters that are drawn like Latin letters but have no compatibility decomposition to them: the usual ones of Greek,
 * Cyrillic, Armenian, Cherokee, phonetic letters and the zeros. An excerpt of confusables.txt of Unicode Technical
 * Standard #39 (https://www.unicode.org/Public/security/latest/confusables.txt), with 0 as o and 1 as l.
 */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  A: "ΑАᎪ", B: "ΒВᏴ", C: "СϹᏟ", D: "Ꭰ", E: "ΕЕᎬ", F: "Ϝ", G: "ԌᏀ", H: "ΗНᎻ", I: "ΙІӀᏆ", J: "ЈͿᎫ", K: "ΚКᏦ",
  L: "Ꮮ", M: "ΜМϺᎷ", N: "Ν", O: "ΟОՕ", P: "ΡРᏢ", Q: "Ԛ", R: "Ꭱ", S: "ЅՏᏚ", T: "ΤТᎢ", U: "Ս", V: "ѴᏙ", W: "ԜᎳ",
  X: "ΧХ", Y: "ΥҮУᎽ", Z: "ΖᏃ",
  a: "αаɑᴀ", b: "βЬьвʙ", c: "сϲᴄ", d: "ԁɗᴅ", e: "εеҽᴇ", f: "ƒꜰ", g: "ɡցɢ", h: "һհнʜ", i: "ιіıɩɪᎥ", j: "јϳᴊ", k: "κкᴋ",
  l: "ӏ1|ǀ∣ⅼ١۱ʟ", m: "мᴍ", n: "ηոпɴ", o: "0οоօσᴏ०০੦૦௦౦೦൦๐໐၀٥۵〇", p: "ρрᴘ", q: "ԛզ", r: "гʀ", s: "ѕꜱ", t: "τтᴛ",
  u: "υսμᴜ", v: "νѵᴠ", w: "ԝωѡաᴡ", x: "χх×", y: "γуүʏ", z: "ᴢ", "'": "’‘ʼ`´ʹ", "-": "‐–—−",
}; // biome-ignore format: one table, read as one

/** First letters of alphabets from A to Z: white on black circles and squares, and the halves of flags. */
const ALPHABETS = [0x1f150, 0x1f170, 0x1f1e6];
const LETTERS = [..."abcdefghijklmnopqrstuvwxyz"];

/** By character, the Latin letter that it is drawn like. */
const LATIN: ReadonlyMap<string, string> = new Map([
  ...Object.entries(LOOK_ALIKES).flatMap(([latin, others]) =>
    [...others].map((other): [string, string] => [other, latin]),
  ),
  ...ALPHABETS.flatMap((first) =>
    LETTERS.map((letter, i): [string, string] => [String.fromCodePoint(first + i), letter]),
  ),
]);

/** `text` with the Latin letters that its characters are drawn like. */
export function inLatin(text: string): string {
  let latin = "";
  for (const character of text) latin += LATIN.get(character) ?? character;
  return latin;
}
