/** The pages with hot reload, beside a coordinator: `npm run dev -- [flags of start]`. Ctrl-C stops both. */
import { stopper } from "@honest-majority/coordinator";
import { startDev } from "./startDev";

const dev = await startDev({
  args: process.argv.slice(2),
  print: (text) => process.stderr.write(text),
}).catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});

console.log(`
  Pages with hot reload, room ${dev.room}
    dashboard   ${dev.dashboardUrl}
    student     ${dev.url}/join/${dev.room}
    swarm       ${dev.url}/swarm/${dev.room}
    projector   ${dev.url}/projector/${dev.room}
  The coordinator behind them: ${dev.coordinatorUrl}. After a change of its code, start again.
  Stop with Ctrl-C. The records are temporary, unless --records names a folder.
`);

const stop = stopper({
  close: dev.close,
  exit: (code) => process.exit(code),
  report: (line) => console.error(line),
  now: () => performance.now(),
});
process.on("SIGINT", stop);
process.on("SIGTERM", stop);
