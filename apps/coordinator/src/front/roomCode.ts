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

/** Such as KRUM-42. `pick(n)` draws an integer below n. */
export function newRoomCode(pick: (n: number) => number = (n) => randomInt(n)): string {
  return `${WORDS[pick(WORDS.length)]}-${10 + pick(90)}`;
}
