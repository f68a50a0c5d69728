import { randomInt } from "node:crypto";

/** Words of the field, easy to say and to type. */
const WORDS = [
  "KRUM",
  "MEAN",
  "CLIP",
  "MEDIAN",
  "BYZ",
  "GRAD",
  "ROUND",
  "TRIM",
  "QUORUM",
  "ROBUST",
  "VECTOR",
  "EPOCH",
];

/** Such as KRUM-4271: one of 108,000 codes, and none of `taken`: a class of last year keeps its records. `pick(n)` draws an integer below n. */
export function newRoomCode({
  taken = [],
  pick = (n: number) => randomInt(n),
}: {
  taken?: readonly string[];
  pick?: (n: number) => number;
} = {}): string {
  for (let digits = 4; ; digits++) {
    // four digits are easy to say; where most of those are taken, five
    for (let attempt = 0; attempt < 100; attempt++) {
      const code = `${WORDS[pick(WORDS.length)]}-${10 ** (digits - 1) + pick(9 * 10 ** (digits - 1))}`;
      if (!taken.includes(code)) return code;
    }
  }
}
