/** One run: a coordinator, light workers and one dashboard, of which the first two have a process each. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import type { Answer, RoundRecord } from "@honest-majority/protocol";
import { type CoordinatorProcess, launchCoordinator } from "../../coordinator/launch";
import { REPOSITORY } from "../../repository";
import { protocolOf } from "./checkout";
import { type Figures, figuresOf, type Mark, type Probed } from "./figures";
import { LightSocket } from "./lightSocket";
import { type Combination, configOf, type LoadOptions } from "./options";
import { type Profile, sharesByKind } from "./shares";
import type { Counts, Order } from "./workersProcess";

const PROBE = pathToFileURL(join(import.meta.dirname, "probe.mjs")).href;

export type RunOptions = Pick<LoadOptions, "rate" | "think" | "from" | "to" | "seconds" | "profile"> & {
  /** The folder of the coordinator's checkout. */
  checkout: string;
};

/** @throws Error when a process ends, or no round is measured within the time. */
export async function measureRun(combination: Combination, options: RunOptions): Promise<Figures> {
  const { checkout } = options;
  let probed: ChildProcess | undefined;
  const coordinator = await launchCoordinator({
    config: configOf(combination, options.to + 1),
    args: ["--host", "127.0.0.1"],
    repository: checkout,
    nodeArgs: ["--import", PROBE],
    started: (child) => {
      probed = child;
    },
  });
  const workers = startWorkers();
  try {
    if (probed === undefined) throw new Error("measureRun: the coordinator has no process");
    return await measure({ combination, options, coordinator, probed, workers });
  } finally {
    workers.kill();
    await coordinator.stop();
  }
}

interface Parts {
  combination: Combination;
  options: RunOptions;
  coordinator: CoordinatorProcess;
  probed: ChildProcess;
  workers: ChildProcess;
}

async function measure({ combination, options, coordinator, probed, workers }: Parts): Promise<Figures> {
  const { rate, think, from, to, seconds, profile, checkout } = options;
  const url = `http://127.0.0.1:${coordinator.port}`;
  const { room, token } = coordinator;
  const dashboard = await watch({ url, room, token, checkout });
  await asked(workers, { kind: "join", url, room, count: combination.workers, checkout, rate, think });
  const mark = async (): Promise<Mark> => {
    const counts = await asked<Counts>(workers, { kind: "count" });
    return { ...counts, dashboard: dashboard.socket.bytes.down };
  };
  const deadline = performance.now() + 1_000 * seconds;
  await dashboard.start();
  await dashboard.closed(from - 1, deadline);
  const [before] = await Promise.all([mark(), told(probed, { kind: "begin", profile })]);
  await dashboard.closed(to, deadline);
  const [after, measured] = await Promise.all([
    mark(),
    told<Probed & { profile?: Profile }>(probed, { kind: "end" }),
  ]);
  const closedAt = dashboard.closings.slice(from - 1, to + 1);
  if (closedAt.length < 2) throw new Error(`no round from ${from} on was closed within ${seconds} seconds`);
  const records = (await recordsOf(url, { room, token })).slice(from, from - 1 + closedAt.length);
  const late = await watch({ url, room, token, checkout });
  const watchBytes = late.socket.bytes.down;
  for (const { socket } of [late, dashboard]) socket.close();
  const shares = measured.profile && sharesByKind(measured.profile);
  return figuresOf({ closedAt, before, after, probed: measured, records, watchBytes, shares });
}

/** A dashboard that only listens. Resolves when the coordinator has answered. */
async function watch({
  url,
  room,
  token,
  checkout,
}: {
  url: string;
  room: string;
  token: string;
  checkout: string;
}) {
  const { PROTOCOL_VERSION } = await protocolOf(checkout);
  /** When each round closed. */
  const closings: number[] = [];
  let wake = () => {};
  const socket = await LightSocket.open({
    url,
    namespace: "/dashboard",
    heard(event) {
      if (event !== "round:closed") return;
      closings.push(performance.now());
      wake();
    },
    lost: (reason) => process.stderr.write(`the dashboard's connection was lost: ${reason}\n`),
  });
  const ask = async (event: string, args: object[] = []) => {
    const answer = await socket.ask<Answer>(event, args);
    if (!answer.ok) throw new Error(`the coordinator refused ${event}: ${answer.code}: ${answer.detail}`);
  };
  await ask("room:watch", [{ protocol: PROTOCOL_VERSION, room, token }]);
  return {
    socket,
    closings,
    start: () => ask("run:start"),
    /** Resolves when the round has closed, or at the deadline. */
    async closed(round: number, deadline: number): Promise<void> {
      const timer = setTimeout(() => wake(), Math.max(0, deadline - performance.now()));
      while (closings.length <= round && performance.now() < deadline)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      clearTimeout(timer);
    },
  };
}

async function recordsOf(
  url: string,
  { room, token }: { room: string; token: string },
): Promise<RoundRecord[]> {
  const headers = { Authorization: `Bearer ${token}` };
  const response = await fetch(`${url}/api/rooms/${room}/record`, { headers });
  return ((await response.json()) as { rounds: RoundRecord[] }).rounds;
}

function startWorkers(): ChildProcess {
  const program = join(import.meta.dirname, "workersProcess.ts");
  return spawn(process.execPath, ["--import", "tsx", program], {
    cwd: REPOSITORY,
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
}

const asked = <T>(child: ChildProcess, order: Order) => told<T>(child, order);

/** Sends a message and resolves to the next one that comes back. */
async function told<T = unknown>(child: ChildProcess, message: object): Promise<T> {
  const ended = new AbortController();
  const end = once(child, "exit", { signal: ended.signal }).then(() => {
    throw new Error("measureRun: a process that is measured ended");
  });
  end.catch(() => {});
  const answer = once(child, "message", { signal: ended.signal }) as Promise<[T]>;
  answer.catch(() => {});
  child.send(message);
  try {
    return (await Promise.race([answer, end]))[0];
  } finally {
    ended.abort();
  }
}
