/** Runs one command line and ends the process with an error's exit status. */
import { INSTALL_NODE, nodeIsSupported } from "@honest-majority/coordinator/doctor/nodeVersion";
import { isUserError, type UserErrorCode } from "@honest-majority/protocol";
import { runCommandLine } from "./commandLine";
import type { Installation } from "./installation";
import { programFor, serves } from "./program";

/** Errors in the user's request, which exit with status 2. */
const MISUSE: readonly UserErrorCode[] = ["usage", "input", "plugin"];

export async function run(installation: Installation): Promise<void> {
  const args = process.argv.slice(2);
  process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => {
    // the reader of the output, such as `head`, may close the pipe early
    if (!serves(args)) process.exit(code === "EPIPE" ? 0 : 1);
  });
  process.stderr.on("error", () => {}); // a full disk, a closed terminal: the sentence is lost, and the work goes on
  try {
    await runCommandLine(await programFor(args, installation), args);
  } catch (error) {
    const { line, status } = explain(error);
    console.error(line);
    process.exit(status);
  }
}

/** One line for an error that the user can fix, as a Node that lacks something. Any other error is a bug and keeps its stack trace. */
export function explain(error: unknown, node = process.version): { line: unknown; status: 1 | 2 } {
  if (isUserError(error)) {
    return { line: oneLine(error), status: MISUSE.includes(error.code) ? 2 : 1 };
  }
  // a rule throws a RangeError if m or an option is outside its range
  if (error instanceof RangeError) return { line: oneLine(error), status: 2 };
  if (!nodeIsSupported(node)) return { line: `Node ${node} is too old: ${INSTALL_NODE}`, status: 1 };
  return { line: error, status: 1 };
}

function oneLine({ message }: Error): string {
  return message.replace(/\s+/g, " ");
}
