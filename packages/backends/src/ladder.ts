import { climbLadder, type Failure, type Rung, type SelfTest } from "@honest-majority/learning";

/** The package of a backend is not installed. This is no fault. */
export class NotInstalled extends Error {
  override name = "NotInstalled";
}

/** The rung, or one that does not start when it has died in this process. */
export function unlessDead(rung: Rung, died: string | undefined): Rung {
  if (died === undefined) return rung;
  return { ...rung, start: () => Promise.reject(new Error(`it stopped: ${died}`)) };
}

/**
 * The first rung that starts and computes correctly, and a note that says why the ones before it cannot be used.
 *
 * @throws Error when none does.
 */
export async function firstThatServes(
  rungs: readonly Rung[],
  selfTest: () => Promise<SelfTest>,
): Promise<{ name: string; note: string }> {
  const { rung, failures } = await climbLadder(rungs, selfTest);
  const note = noteOn(failures);
  if (rung === undefined) throw new Error(`no backend computes here: ${note}`);
  return { name: rung.name, note };
}

function noteOn(failures: readonly Failure<Rung>[]): string {
  const isAbsent = ({ error }: Failure<Rung>) => error instanceof NotInstalled;
  const absent = failures.filter(isAbsent).map(({ rung }) => rung.name);
  const failed = failures
    .filter((failure) => !isAbsent(failure))
    .map(({ rung, error, detail }) =>
      detail === undefined
        ? `${rung.name} does not start (${firstLine(error)})`
        : `${rung.name} computes wrongly (${detail})`,
    );
  if (absent.length === 0) return failed.join("; ");
  const list = absent.length > 1 ? `${absent.slice(0, -1).join(", ")} and ${absent.at(-1)}` : absent[0];
  return [...failed, `${list} ${absent.length > 1 ? "are" : "is"} not installed`].join("; ");
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split("\n", 1)[0].slice(0, 120);
}
