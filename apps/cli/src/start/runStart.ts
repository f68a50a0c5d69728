import {
  banner,
  type Coordinator,
  hasDisplay,
  type Options,
  openBrowser,
  startCoordinator,
  stopper,
} from "@honest-majority/coordinator";
import { keysFolder } from "@honest-majority/coordinator/records/keysFolder";
import { isUserError } from "@honest-majority/protocol";
import { readyLine } from "./readyLine";

/** Starts the coordinator and prints its addresses; the process runs until a signal stops it. */
export async function runStart(options: Options): Promise<void> {
  const coordinator = await startCoordinator(options, (line) => console.error(line)).catch((error: Error) => {
    console.error(error.message); // the message says what to do next
    return process.exit(isUserError(error, "usage") ? 2 : 1);
  });
  const { printKey = false, trustProxy = false } = options;
  const inTerminal = process.stdout.isTTY === true;
  const asksByEnter = inTerminal && process.stdin.isTTY === true;
  console.log(
    banner({
      ...coordinator,
      printKey,
      asksByEnter,
      trustProxy,
      program: options.parts.program,
      recordsFolder: options.records,
      keysFolder: keysFolder(options),
      qr: inTerminal,
    }),
  );
  if (!inTerminal) console.log(readyLine(coordinator, printKey));
  if (asksByEnter) {
    process.stdin.on("data", () => console.log(oneTimeAddresses(coordinator)));
    process.stdin.on("error", () => {}); // the terminal has closed: its signal comes too
  }
  if (options.open && hasDisplay()) await openBrowser(coordinator.oneTimeUrl());

  const stop = stopper({
    close: coordinator.close,
    exit: (code) => process.exit(code),
    report: (line) => console.error(line),
    now: () => performance.now(),
  });
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  // Node undoes what nohup does. A terminal that closes ends what runs in it, and nothing in the background.
  process.on("SIGHUP", () => process.stdin.isTTY === true && stop());
}

function oneTimeAddresses(coordinator: Coordinator): string {
  const lines = [coordinator, ...coordinator.others].map(
    ({ room, oneTimeUrl }) => `    ${room}: ${oneTimeUrl()}`,
  );
  return ["  Each opens the dashboard once, within two minutes, on this machine", ...lines].join("\n");
}
