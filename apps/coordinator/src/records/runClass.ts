/** Who was in a run, and whether its roles were revealed: beside its rounds, so that it is known when the room has another run. */
import { join } from "node:path";
import { plainText } from "@honest-majority/protocol";
import type { KeptRoom } from "@honest-majority/room";
import { z } from "zod";
import { jsonIn } from "./jsonText";
import { readRegularFile } from "./regularFile";
import { jsonText } from "./roomFiles";

const RunClass = z.object({
  /** In the order of their places. */
  workers: z.array(z.object({ id: z.string(), name: z.string() })),
  revealed: z.boolean(),
});
export type RunClass = z.infer<typeof RunClass>;

export const classPath = (home: string) => join(home, "class.json");

export function runClassText({ workers, class: switches }: Pick<KeptRoom, "workers" | "class">): string {
  const placed = workers.toSorted((a, b) => a.index - b.index);
  return jsonText({
    workers: placed.map(({ id, name }) => ({ id, name })),
    revealed: switches?.revealed ?? false,
  } satisfies RunClass);
}

/** What is known. Runs of earlier versions have no such file, and a damaged one is worth no error: the rounds are whole. */
export async function readRunClass(home: string): Promise<RunClass> {
  try {
    return RunClass.parse(jsonIn(plainText(await readRegularFile(classPath(home)))));
  } catch {
    return { workers: [], revealed: false };
  }
}
