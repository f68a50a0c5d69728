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

/** Such as KRUM-42, and none of `taken`: a class of last year keeps its records. `pick(n)` draws an integer below n. */
export function newRoomCode({
  taken = [],
  pick = (n: number) => randomInt(n),
}: {
  taken?: readonly string[];
  pick?: (n: number) => number;
} = {}): string {
  for (let digits = 2; ; digits++) {
    // two digits are easy to say; where most of those are taken, three
    for (let attempt = 0; attempt < 100; attempt++) {
      const code = `${WORDS[pick(WORDS.length)]}-${10 ** (digits - 1) + pick(9 * 10 ** (digits - 1))}`;
      if (!taken.includes(code)) return code;
    }
  }
}
