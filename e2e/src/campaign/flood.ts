/** Measures the pace of a class while one peer floods it, and its memory a minute later, against the same flood aimed at a process that does nothing. Linux. */
import { type ChildProcess, fork } from "node:child_process";
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
/** A watcher asks for rounds: after so many, the answer is as long as it may be. */
const ROUNDS_BEFORE = 1_500;
const REST_MS = 60_000;
/** The system has by then what a collection of garbage gives back. */
const GIVE_BACK_MS = 2_000;

export async function runFlood(seed: number, print: (line: string) => void): Promise<string[]> {
  const random = stream(seed, "flood");
  const messages = Array.from({ length: MESSAGES }, () => hostileMessage(random));
  const sink = fork(join(import.meta.dirname, "sinkProcess.ts"), [], { execArgv: ["--import", "tsx"] });
  try {
    const port = await new Promise<number>((resolve) =>
      sink.once("message", (got) => resolve(got as number)),
    );
    const targets = [
      ["a process that does nothing", `http://127.0.0.1:${port}`],
      ["the coordinator", undefined],
    ] as const;
    const lines: string[] = [];
    for (const [name, target] of targets) {
      lines.push(`flood of ${name}: ${await floodOnce(messages, target)}`);
      print(lines[lines.length - 1]);
    }
    return lines;
  } finally {
    sink.kill();
  }
}

/** In a class of its own, because a class takes more memory with every round. `target`: unset, the class's coordinator. */
async function floodOnce(messages: readonly HostileMessage[], target?: string): Promise<string> {
  const disk = openDisk();
  try {
    let child: ChildProcess | undefined;
    const stage = await openClass(disk, {
      nodeArgs: ["--expose-gc", "--import", new URL("collect.mjs", import.meta.url).href],
      started: (process) => {
        child = process;
      },
    });
    try {
      const { url, room, pid } = stage.coordinator;
      const megabytes = () => Math.round(takenBy(pid as number).memory);
      await stage.until(() => stage.ledger.last >= ROUNDS_BEFORE, `${ROUNDS_BEFORE} rounds close`);
      const pace = await paceUnder(stage, () => flood({ url: target ?? url, room }, messages));
      await pause(REST_MS);
      const [rounds, later] = [stage.ledger.last + 1, megabytes()];
      await collectIn(child as ChildProcess);
      await pause(GIVE_BACK_MS);
      return `${pace.toFixed(1)} rounds a second; a minute later, after ${rounds} rounds, ${later} MB, and ${megabytes()} MB once the garbage is collected`;
    } finally {
      await stage.close();
    }
  } finally {
    disk.release();
  }
}

/** How much garbage a process has depends on when it last collected some, and not on the flood alone. */
async function collectIn(child: ChildProcess): Promise<void> {
  const collected = new Promise((resolve) => child.once("message", resolve));
  child.send("collect");
  await collected;
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
