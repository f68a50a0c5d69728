import { isUserError } from "@honest-majority/protocol";

/** The time limit for whole runs on a machine whose cores may be busy with other tests. */
export const PATIENCE_MS = 180_000;

/** Returns the run's result. If the data are missing, skips the test and says which data. */
export async function orSkip<Result>(run: Promise<Result>, skip: (reason: string) => never): Promise<Result> {
  try {
    return await run;
  } catch (error) {
    if (!isUserError(error, "data")) throw error;
    console.log(`skipped: ${error.message}`);
    return skip(error.message);
  }
}
