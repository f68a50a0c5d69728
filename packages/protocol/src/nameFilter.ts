/** Refuses names with words that one would not project. Pure. */
import { inLatin } from "./lookAlikes";
import { foldLetters } from "./nameSkeleton";
import { REFUSED_PARTS, REFUSED_WORDS } from "./refusedWords";

/**
 * Whether a class may read `name`. Sees through letters of other alphabets, digits for letters, letters that are repeated
 * and letters spelt one by one. Matches whole words, and a few also inside words.
 */
export function isProjectable(name: string): boolean {
  if (REFUSED_SIGNS.test(name)) return false;
  const numbersDropped = name.replace(/(^|[^\p{L}\p{N}])\d+|\d+(?![\p{L}\p{N}])|!/gu, "$1 ");
  return ![name, numbersDropped].some((text) => {
    const words = wordsOf(text);
    return (
      words.some((word) => WHOLE.test(plain(word)) || PART.test(plain(word))) ||
      splitCase(words).some((word) => WHOLE.test(plain(word))) ||
      [...spelt(words), words.join("")].some((word) => WHOLE.test(plain(word)))
    );
  });
}

/** The middle finger, in every colour of skin; swastikas. */
const REFUSED_SIGNS = /[\u{1f595}\u534d\u5350\u0fd5-\u0fd8]/u;

/** Each letter of `word`, as often as it stands there or more often. */
const repeated = (word: string) =>
  plain(word).replace(/(.)\1*/g, (run, letter) => `${letter}{${run.length},}`);
const WHOLE = new RegExp(`^(?:${[...REFUSED_WORDS, ...REFUSED_PARTS].map(repeated).join("|")})$`);
const PART = new RegExp(REFUSED_PARTS.map(repeated).join("|"));

const LETTERS_OF_SIGNS: Readonly<Record<string, string>> = {
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
  "!": "i",
  ß: "ss",
};

/** `word` in small Latin letters without accents. */
function plain(word: string): string {
  return foldLetters(word)
    .replace(/\p{M}/gu, "")
    .replace(/[3457@$!ß]/g, (sign) => LETTERS_OF_SIGNS[sign]);
}

const wordsOf = (text: string) =>
  inLatin(text.normalize("NFKD"))
    .replace(/\p{Default_Ignorable_Code_Point}/gu, "")
    .split(/[^\p{L}\p{M}\p{N}@$!]+/u)
    .filter((word) => word !== "");

/** The parts of words such as OneTwo. */
const splitCase = (words: readonly string[]) =>
  words.flatMap((word) => word.replace(/(\p{Ll})(?=\p{Lu})/gu, "$1 ").split(" "));

/** Neighbouring words of one letter, joined. */
function spelt(words: readonly string[]): string[] {
  return words
    .map((word) => (word.length === 1 ? word : " "))
    .join("")
    .split(" ");
}
