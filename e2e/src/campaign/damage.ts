/** Damages the files of a run of which the coordinator has the last two vectors, and says where it must go on. */
import { readFile, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Random } from "@honest-majority/random";

export const DAMAGES = {
  tornLine: "the last line of the log is cut",
  unfinishedLine: "half a line follows the last one of the log",
  brokenLine: "a line in the middle of the log is filled with zeros",
  vectorsMissing: "the last vectors file is missing",
  vectorsShort: "the last vectors file is cut",
  vectorsNotFinite: "the last vectors file is NaN",
  vectorsChanged: "one bit of the last vectors file is changed",
  noVectors: "both vectors files are missing: the run cannot go on, and another begins",
} as const;
export type Damage = keyof typeof DAMAGES;

export interface Effect {
  /** The round that the run goes on at; undefined: it cannot. */
  next: number | undefined;
  /** The round whose record is gone for good. */
  destroyed?: number;
}

export async function damage(kind: Damage, folder: string, random: Random): Promise<Effect> {
  const log = join(folder, "rounds.jsonl");
  const text = await readFile(log);
  const lines = text.toString().trimEnd().split("\n");
  const last = JSON.parse(lines[lines.length - 1].replace(/^[^{]*/, "")).round as number;
  const vectors = join(folder, `vectors-${last + 1}.f32`);
  switch (kind) {
    case "tornLine": {
      const length = Buffer.byteLength(lines[lines.length - 1]);
      await truncate(log, text.length - 2 - random.int(length - 2));
      return { next: last };
    }
    case "unfinishedLine":
      await writeFile(log, Buffer.concat([text, Buffer.from('{"round":')]));
      return { next: last + 1 };
    case "brokenLine": {
      const place = lines.length - 4 - random.int(3);
      const destroyed = JSON.parse(lines[place].replace(/^[^{]*/, "")).round as number;
      const zeros = "\0".repeat(lines[place].length);
      await writeFile(log, `${lines.with(place, zeros).join("\n")}\n`);
      return { next: last + 1, destroyed };
    }
    case "vectorsMissing":
      await rm(vectors);
      return { next: last };
    case "vectorsShort":
      await truncate(vectors, 4 * random.int(1_000));
      return { next: last };
    case "vectorsNotFinite":
      await writeFile(vectors, Buffer.alloc((await readFile(vectors)).length, 0xff));
      return { next: last };
    case "vectorsChanged": {
      const bytes = await readFile(vectors);
      bytes[random.int(bytes.length)] ^= 1 << random.int(8);
      await writeFile(vectors, bytes);
      return { next: last };
    }
    case "noVectors":
      await rm(vectors);
      await rm(join(folder, `vectors-${last}.f32`));
      return { next: undefined };
    default:
      return kind satisfies never;
  }
}
