import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import process from "node:process";

/** Ends the child when this process ends, or when the returned function is called. */
export function endWith(child: ChildProcess): () => Promise<void> {
  const kill = () => void child.kill("SIGKILL");
  process.once("exit", kill);
  return async () => {
    process.off("exit", kill);
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGTERM");
    const timer = setTimeout(kill, 5000);
    await once(child, "exit");
    clearTimeout(timer);
  };
}
