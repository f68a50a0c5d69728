import {
  banner,
  hasDisplay,
  type Options,
  openBrowser,
  startCoordinator,
  stopper,
} from "@honest-majority/coordinator";
import { isUserError } from "@honest-majority/protocol";

/** Starts the coordinator and prints its addresses; the process runs until a signal stops it. */
export async function runStart(options: Options): Promise<void> {
  const coordinator = await startCoordinator(options, (line) => console.error(line)).catch((error: Error) => {
    console.error(error.message); // the message says what to do next
    return process.exit(isUserError(error, "usage") ? 2 : 1);
  });
  const { room, instructorToken: token, port, httpsPort, others } = coordinator;
  console.log(
    banner({
      ...coordinator,
      program: options.parts.program,
      recordsFolder: options.records,
      qr: process.stdout.isTTY === true,
    }),
  );
  // for programs that start a coordinator and wait for it
  if (process.stdout.isTTY !== true) {
    const rooms = [coordinator, ...others].map((one) => ({ room: one.room, token: one.instructorToken }));
    console.log(`ready ${JSON.stringify({ port, httpsPort, room, token, rooms })}`);
  }
  if (options.open && hasDisplay()) await openBrowser(coordinator.dashboardUrl);

  const stop = stopper({
    close: coordinator.close,
    exit: (code) => process.exit(code),
    report: (line) => console.error(line),
    now: () => performance.now(),
  });
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
}
