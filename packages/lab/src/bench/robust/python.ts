import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

const SCRIPT = fileURLToPath(new URL("./timePrograms.py", import.meta.url));

/** A Python process with one thread and the rows in its memory. */
export interface Python {
  /** The version of NumPy. */
  numpy: string;
  /** The versions of ByzFL and of its backends, or why it cannot be imported. */
  byzfl: { version: string } | { missing: string };
  /** The milliseconds of one run of a program of `timePrograms.py`. @throws Error with its message when it fails. */
  time(program: string): Promise<number>;
  /** The result of a program. @throws Error with its message when it fails. */
  answer(program: string): Promise<Float32Array>;
  dispose(): void;
}

/** Starts Python on these rows, or says why it cannot. */
export async function openPython(rows: readonly Float32Array[]): Promise<Python | string> {
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
  const ask = async (verb: string, program: string) => {
    child.stdin.write(`${verb} ${program}\n`);
    const line = await nextLine();
    if (line.startsWith("failed: ")) throw new Error(line.slice("failed: ".length));
    return line;
  };
  for (const row of rows) child.stdin.write(Buffer.from(row.buffer, row.byteOffset, row.byteLength));
  try {
    return {
      ...(JSON.parse(await nextLine()) as Pick<Python, "numpy" | "byzfl">),
      time: async (program) => Number(await ask("time", program)),
      async answer(program) {
        const bytes = Uint8Array.from(Buffer.from(await ask("answer", program), "base64"));
        return new Float32Array(bytes.buffer);
      },
      dispose: () => child.stdin.end(),
    };
  } catch (error) {
    return (error as Error).message;
  }
}
