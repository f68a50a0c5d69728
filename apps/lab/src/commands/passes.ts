import { type Passes, plainPasses } from "@honest-majority/robust";
import { InputError } from "./inputError";

export const PASSES = ["plain"] as const;

/**
 * @throws InputError for a name that is none of `PASSES`.
 */
export async function choosePasses(written: string | undefined): Promise<Passes<unknown>> {
  if (written !== undefined && !PASSES.some((name) => name === written)) {
    throw new InputError(`--passes must be ${PASSES.join(" or ")}, got ${JSON.stringify(written)}`);
  }
  return plainPasses as Passes<unknown>;
}

/** The rows, landed; each is let go as soon as the passes have it. */
export async function landed(passes: Passes<unknown>, rows: Float32Array[]) {
  const arrivals = await passes.open(rows.length, rows[0].length);
  for (let i = 0; i < rows.length; i++) {
    await arrivals.land(i, rows[i]);
    rows[i] = new Float32Array(0);
  }
  return arrivals;
}
