/** The program: `honest-majority COMMAND`, or `npm run COMMAND -- …`. */
import { isUserError, type UserErrorCode } from "@honest-majority/protocol";
import { runCommandLine } from "./commandLine";
import { programFor } from "./program";

/** What was asked for cannot be done as it was asked. */
const MISUSE: readonly UserErrorCode[] = ["usage", "input", "plugin"];

/** The reader of our output may have read enough, as `head` has. */
process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => process.exit(code === "EPIPE" ? 0 : 1));

const args = process.argv.slice(2);
try {
  await runCommandLine(await programFor(args), args);
} catch (error) {
  const { line, status } = explain(error);
  console.error(line);
  process.exit(status);
}

/** One line for what a person can mend; anything else is a fault of the program, and keeps its trace. */
function explain(error: unknown): { line: unknown; status: 1 | 2 } {
  if (isUserError(error)) {
    return { line: oneLine(error), status: MISUSE.includes(error.code) ? 2 : 1 };
  }
  // a rule says with a RangeError that it cannot do what it was asked to
  if (error instanceof RangeError) return { line: oneLine(error), status: 2 };
  return { line: error, status: 1 };
}

function oneLine({ message }: Error): string {
  return message.replace(/\s+/g, " ");
}
