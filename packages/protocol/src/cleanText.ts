/**
 * Cleans every text that a stranger sends and others read: names, backends and what is said of them. Pure. A character that
 * is drawn as nothing, turns the text around it or spills out of its line is removed.
 */

/** On one letter. No living orthography needs a fourth; stacks of them cover the lines above and below. */
const MOST_MARKS = 3;
/** Three join an emoji of four people, the longest that fonts draw as one picture. */
const MOST_JOINERS = 3;

/** `text` in NFC, with single spaces, without what is invisible or breaks a layout. Cleaning twice changes nothing. */
export function cleanText(text: string): string {
  const once = visible(text.normalize("NFC").replace(/\s/g, " "))
    .replace(/(^| )\p{M}+/gu, "$1")
    .normalize("NFC")
    .replace(EXTRA_MARKS, "$1")
    .replace(/ +/g, " ")
    .trim();
  // what was removed may have been what kept its neighbour
  return once === text ? text : cleanText(once);
}

export function hasVisibleLetter(text: string): boolean {
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(text);
}

const ZWNJ = "\u200c";
const ZWJ = "\u200d";
const EMOJI_STYLE = "\ufe0f";
const KEYCAP = "\u20e3";
/** Control, format, private and unassigned characters, lone surrogates; and those that a font draws as nothing. */
const INVISIBLE = /[\p{C}\p{Default_Ignorable_Code_Point}\u2800\ufffc\u{13441}\u{13442}\u{1d159}]/u;
const EXTRA_MARKS = new RegExp(`(\\p{M}{${MOST_MARKS}})\\p{M}+`, "gu");
/** Circles and strokes around a letter, which reach beyond its line. */
const ENCLOSING = /\p{Me}/u;
const PICTURE = /\p{Extended_Pictographic}/u;
const PICTURE_END = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f/u;
const KEY = /[0-9#*]/;
/** The black flag, and in tags the region whose flag to draw instead, such as gbsct: Scotland's. */
const FLAG = /\u{1f3f4}[\u{e0061}-\u{e007a}]{2}[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{1,3}\u{e007f}/u;
/** Code points, except that such a flag is one. */
const POINTS = new RegExp(`${FLAG.source}|.`, "gsu");
/** Letters whose shapes depend on their neighbours, and marks on them. */
const JOINING =
  /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Nko}\p{Script=Mongolian}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}]/u;
/** Mark a consonant without its vowel; a joiner after one chooses its shape, also at a word's end. */
const VIRAMA = /[\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca]/;

function visible(text: string): string {
  const kept: string[] = [];
  const points = text.match(POINTS) ?? [];
  let joiners = 0;
  points.forEach((point, i) => {
    const before = kept.at(-1) ?? "";
    const after = points[i + 1] ?? "";
    const inEmoji = point === ZWJ && PICTURE_END.test(before) && PICTURE.test(after);
    if (inEmoji ? joiners >= MOST_JOINERS : !stays(point, before, after)) return;
    kept.push(point);
    if (inEmoji) joiners++;
    else if (!PICTURE_END.test(point)) joiners = 0;
    else if (PICTURE.test(point) && before !== ZWJ) joiners = 0;
  });
  return kept.join("");
}

/** Whether `point` is drawn, or changes how its neighbours are drawn and nothing else. */
function stays(point: string, before: string, after: string): boolean {
  switch (point) {
    case ZWJ:
    case ZWNJ:
      return VIRAMA.test(before) || (JOINING.test(before) && JOINING.test(after));
    case EMOJI_STYLE:
      return PICTURE.test(before) || (KEY.test(before) && after === KEYCAP);
    case KEYCAP:
      return before === EMOJI_STYLE || KEY.test(before);
    default:
      return FLAG.test(point) || (!INVISIBLE.test(point) && !ENCLOSING.test(point));
  }
}

/** Undefined in Firefox before 125. Made once, as that takes a millisecond. */
const segmenter = typeof Intl.Segmenter === "function" ? new Intl.Segmenter("en") : undefined;

/** Graphemes; code points in a browser that knows none. */
export function characters(text: string): string[] {
  return segmenter ? Array.from(segmenter.segment(text), ({ segment }) => segment) : [...text];
}
