import { isUserError } from "@honest-majority/protocol";

/** Whole runs, on a machine whose cores may be busy with the other tests. */
export const PATIENCE_MS = 180_000;

/** What a run comes to; a test whose data is not here is skipped, and says which. */
export async function orSkip<Result>(run: Promise<Result>, skip: (reason: string) => never): Promise<Result> {
  try {
    return await run;
  } catch (error) {
    if (!isUserError(error, "data")) throw error;
    console.log(`skipped: ${error.message}`);
    return skip(error.message);
  }
}
