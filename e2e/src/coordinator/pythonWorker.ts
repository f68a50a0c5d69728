/** Starts the worker of examples/python-worker, where this machine has Python and its packages. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import process from "node:process";
import { REPOSITORY } from "../repository";

const FOLDER = join(REPOSITORY, "examples", "python-worker");
/** PYTHON names the interpreter, such as that of a virtual environment. */
const PYTHON = process.env.PYTHON ?? (process.platform === "win32" ? "python" : "python3");

/** What is missing on this machine for the worker; undefined when nothing is. */
export function pythonMissing(): string | undefined {
  const needs =
    "import sys; assert sys.version_info >= (3, 11), sys.version; import aiohttp, numpy, socketio";
  const { error, status, stderr } = spawnSync(PYTHON, ["-c", needs], { encoding: "utf8" });
  const advice = "see examples/python-worker/README.md, and set PYTHON to its interpreter";
  if (error !== undefined) return `${PYTHON} could not be started (${error.message}): ${advice}`;
  return status === 0 ? undefined : `${PYTHON}: ${stderr.trim().split("\n").at(-1)}: ${advice}`;
}

export interface PythonWorker {
  /** Everything that it printed. */
  output(): string;
  /** Sends a signal and waits for the end; resolves to the exit status, null after a signal. */
  kill(signal: "SIGINT" | "SIGKILL"): Promise<number | null>;
  /** Resolves to the exit status when the process has ended. */
  ended: Promise<number | null>;
}

export function startPythonWorker(flags: Readonly<Record<string, string>>): PythonWorker {
  const args = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value]);
  const child: ChildProcess = spawn(PYTHON, [join(FOLDER, "worker.py"), ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1", OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (chunk: string) => {
      output += chunk;
    });
  }
  const clean = () => void child.kill("SIGKILL");
  process.once("exit", clean); // an interrupted test run leaves no process
  const ended = new Promise<number | null>((resolve) => {
    child.once("close", (status) => {
      process.off("exit", clean);
      resolve(status);
    });
  });
  return {
    output: () => output,
    ended,
    async kill(signal) {
      child.kill(signal);
      return ended;
    },
  };
}
