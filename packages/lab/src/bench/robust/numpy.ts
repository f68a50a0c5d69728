import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

const SCRIPT = fileURLToPath(new URL("./timeNumpy.py", import.meta.url));

/** The programs of `timeNumpy.py` that compute the same as a rule. */
export const PROGRAMS: Readonly<Record<string, readonly string[]>> = {
  mean: ["mean"],
  coordinateMedian: ["median"],
  trimmedMean: ["trimmedByPartition", "trimmedBySort"],
  centeredClip: ["centeredClip"],
  monna: ["monna"],
};

/** A NumPy process with one thread and the rows in its memory. */
export interface Numpy {
  version: string;
  /** The milliseconds of one run. */
  time(program: string): Promise<number>;
  dispose(): void;
}

/** Starts NumPy on these rows, or says why it cannot. */
export async function openNumpy(rows: readonly Float32Array[]): Promise<Numpy | string> {
  const env: NodeJS.ProcessEnv = { ...process.env, OPENBLAS_NUM_THREADS: "1", OMP_NUM_THREADS: "1" };
  delete env.OPENBLAS_CORETYPE; // lets NumPy choose the best core type itself
  delete env.OPENBLAS_L2_SIZE;
  const child = spawn("python3", [SCRIPT, `${rows.length}`, `${rows[0].length}`], { env });
  let missing = "no python3";
  child.on("error", ({ message }) => {
    missing = `no python3: ${message}`;
  });
  child.stdin.on("error", () => {}); // if the script fails before it reads, its own message says more
  const complaints = text(child.stderr);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async () => {
    const { value, done } = await lines.next();
    if (!done) return value;
    throw new Error((await complaints).trim().split("\n").at(-1) || missing);
  };
  for (const row of rows) child.stdin.write(Buffer.from(row.buffer, row.byteOffset, row.byteLength));
  try {
    return {
      version: await nextLine(),
      async time(program) {
        child.stdin.write(`${program}\n`);
        return Number(await nextLine());
      },
      dispose: () => child.stdin.end(),
    };
  } catch (error) {
    return (error as Error).message;
  }
}
