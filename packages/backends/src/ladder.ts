import type { SelfTest } from "@honest-majority/learning";

export interface Rung {
  /** As the dashboard and the start-up line name it. */
  name: string;
  /** Makes the backend the current one; throws with a reason for people where that cannot be. */
  start(): Promise<void>;
}

/** The package behind a rung is not there: nothing is broken, nothing was asked for. */
export class NotInstalled extends Error {
  override name = "NotInstalled";
}

/**
 * The first rung that starts and computes rightly, and why the ones before it do not serve.
 *
 * @throws Error when not one does.
 */
export async function climb(
  rungs: readonly Rung[],
  selfTest: () => Promise<SelfTest>,
): Promise<{ name: string; note: string }> {
  const absent: string[] = [];
  const failed: string[] = [];
  const note = () => {
    const list = absent.length > 1 ? `${absent.slice(0, -1).join(", ")} and ${absent.at(-1)}` : absent[0];
    const missing = absent.length === 0 ? [] : [`${list} ${absent.length > 1 ? "are" : "is"} not installed`];
    return [...failed, ...missing].join("; ");
  };
  for (const { name, start } of rungs) {
    try {
      await start();
      const test = await selfTest();
      if (test.ok) return { name, note: note() };
      failed.push(`${name} computes wrongly (${test.detail})`);
    } catch (error) {
      if (error instanceof NotInstalled) absent.push(name);
      else failed.push(`${name} does not start (${firstLine(error)})`);
    }
  }
  throw new Error(`no backend computes here: ${note()}`);
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split("\n", 1)[0].slice(0, 120);
}
