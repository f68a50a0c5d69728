import { startCoordinator } from "./coordinator";
import { banner } from "./front/banner";
import { hasDisplay, openBrowser } from "./front/browser";
import { parseOptions } from "./front/options";
import { stopper } from "./stop";

const parsed = parseOptions(process.argv.slice(2));
if (!parsed.ok) {
  console.error(parsed.error);
  process.exit(2);
}
if ("help" in parsed) {
  console.log(parsed.help);
  process.exit(0);
}
const { options } = parsed;

try {
  const coordinator = await startCoordinator(options, (line) => console.error(line));
  const { room, instructorToken: token, port, httpsPort, others } = coordinator;
  console.log(banner({ ...coordinator, recordsFolder: options.records, qr: process.stdout.isTTY === true }));
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
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
