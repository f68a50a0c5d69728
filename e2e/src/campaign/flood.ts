/** Measures the pace of a class while one peer floods it, against the same flood aimed at a process that does nothing. Linux. */
import { fork } from "node:child_process";
import { join } from "node:path";
import { PROTOCOL_VERSION } from "@honest-majority/protocol";
import { stream } from "@honest-majority/random";
import { openRawSocket, type RawSocket } from "../hostile/rawSocket";
import { anySocket } from "../hostile/spam";
import { type Class, openClass } from "./campaign";
import { openDisk } from "./disk";
import { type HostileMessage, hostileMessage } from "./faults/messages";
import { takenBy } from "./soak";

const MESSAGES = 10_000;
const UNREAD = 1_000;
/** Connections that send the messages. */
const SENDERS = 10;
const REST_MS = 60_000;

export async function runFlood(seed: number, print: (line: string) => void): Promise<string[]> {
  const random = stream(seed, "flood");
  const messages = Array.from({ length: MESSAGES }, () => hostileMessage(random));
  const disk = openDisk();
  const stage = await openClass(disk);
  const sink = fork(join(import.meta.dirname, "sinkProcess.ts"), [], { execArgv: ["--import", "tsx"] });
  try {
    const port = await new Promise<number>((resolve) =>
      sink.once("message", (got) => resolve(got as number)),
    );
    const { url, room, pid } = stage.coordinator;
    const targets = [
      ["a process that does nothing", `http://127.0.0.1:${port}`],
      ["the coordinator", url],
    ] as const;
    const lines: string[] = [];
    for (const [name, target] of targets) {
      const pace = await paceUnder(stage, () => flood({ url: target, room }, messages));
      await pause(REST_MS);
      const { memory } = takenBy(pid as number);
      lines.push(
        `flood of ${name}: ${pace.toFixed(1)} rounds a second; ${Math.round(memory)} MB a minute later`,
      );
      print(lines[lines.length - 1]);
    }
    return lines;
  } finally {
    sink.kill();
    await stage.close();
    disk.release();
  }
}

/** Rounds a second while it runs. */
async function paceUnder({ ledger, crew }: Class, run: () => Promise<void>): Promise<number> {
  const [rounds, start] = [ledger.last, performance.now()];
  await run();
  const pace = (1000 * (ledger.last - rounds)) / (performance.now() - start);
  await crew.flush();
  ledger.check();
  return pace;
}

/** Opens connections that ask and never read, and sends all messages. */
async function flood({ url, room }: { url: string; room: string }, messages: readonly HostileMessage[]) {
  const unread: RawSocket[] = [];
  for (let i = 0; i < UNREAD; i++) {
    const socket = await openRawSocket(url, "/dashboard");
    socket.stopReading();
    socket.send(`42/dashboard,1["room:watch",{"protocol":${PROTOCOL_VERSION},"room":"${room}"}]`);
    unread.push(socket);
  }
  const sockets = ["/worker", "/dashboard"].map((namespace) => ({
    namespace,
    of: Array.from({ length: SENDERS / 2 }, () => anySocket(url, namespace)),
  }));
  for (const [i, { namespace, event, args }] of messages.entries()) {
    const socket = sockets.find((one) => one.namespace === namespace)?.of[i % (SENDERS / 2)];
    if (i % 100 === 99) await Promise.race([socket?.emitWithAck(event, ...args), pause(1_000)]);
    else socket?.emit(event, ...args);
  }
  for (const { of } of sockets) for (const socket of of) socket.disconnect();
  for (const socket of unread) socket.close();
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
