import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { openClock } from "./clock";

const IN_THREAD =
  "data:text/javascript,import { parentPort } from 'node:worker_threads'; parentPort.postMessage(Date.now());";
const PROGRAM = `
  const dates = [Date.now(), new Date().getTime(), new Date(Date()).getTime()];
  const given = [new Date(7).getTime(), Date.UTC(1970, 0), new Date() instanceof Date];
  const { Worker } = require("node:worker_threads");
  new Worker(new URL(${JSON.stringify(IN_THREAD)}))
    .once("message", (inThread) => console.log(JSON.stringify({ dates: [...dates, inThread], given })));
`;

test("a process with the clock has dates that are ahead, in its threads too, and leaves given dates as they are", async () => {
  const clock = openClock();
  onTestFinished(() => clock.close());
  for (const ahead of [3_600_000, -86_400_000]) {
    clock.setAhead(ahead);
    const { stdout } = await promisify(execFile)(process.execPath, [...clock.nodeArgs, "-e", PROGRAM]);
    const { dates, given } = JSON.parse(stdout);
    for (const date of dates) expect(Math.abs(date - Date.now() - ahead)).toBeLessThan(60_000);
    expect(given).toEqual([7, 0, true]);
  }
});
