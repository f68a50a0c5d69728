/** The workers of a campaign: some in this process, one in a process of its own. */
import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import type { Note } from "./notes";
import { type CampaignWorker, joinCampaign } from "./worker";

/** How many are in this process. With the one outside, their number and twice it divide the workers' values. */
const INSIDE = 4;

export interface Place {
  url: string;
  room: string;
}

export interface Crew {
  readonly inside: readonly CampaignWorker[];
  readonly outside: WorkerProcess;
  /** Kills the process of the worker outside, and starts another. */
  killOutside(): Promise<void>;
  /** Resolves when every note up to now is in. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

export async function assembleCrew(place: Place, note: (note: Note) => void): Promise<Crew> {
  const inside: CampaignWorker[] = [];
  for (let marker = 0; marker < INSIDE; marker++)
    inside.push(
      await joinCampaign({ ...place, name: `In ${marker}`, marker, note, withParameters: marker === 0 }),
    );
  let outside = await startWorkerProcess(place, { name: "Out 0", marker: INSIDE }, note);
  let started = 0;
  return {
    inside,
    get outside() {
      return outside;
    },
    async killOutside() {
      await outside.kill();
      started++;
      outside = await startWorkerProcess(place, { name: `Out ${started}`, marker: INSIDE }, note);
    },
    flush: () => outside.flush(),
    async close() {
      for (const worker of inside) worker.close();
      await outside.kill();
    },
  };
}

export interface WorkerProcess {
  signal(signal: "SIGSTOP" | "SIGCONT"): void;
  kill(): Promise<void>;
  flush(): Promise<void>;
}

/** What the process sends: a note, word that it has joined, or the answer to a flush. */
export type FromProcess = { note: Note } | { joined: true } | { flushed: number } | { failed: string };

async function startWorkerProcess(
  place: Place,
  as: { name: string; marker: number },
  note: (note: Note) => void,
): Promise<WorkerProcess> {
  const child: ChildProcess = fork(
    join(import.meta.dirname, "workerProcess.ts"),
    [JSON.stringify({ ...place, ...as })],
    { execArgv: ["--import", "tsx"], stdio: ["ignore", "inherit", "inherit", "ipc"] },
  );
  const clean = () => void child.kill("SIGKILL");
  process.once("exit", clean); // an interrupted campaign leaves no process
  const flushes = new Map<number, () => void>();
  let asked = 0;
  const closed = new Promise<void>((resolve) => {
    child.once("close", () => {
      process.off("exit", clean);
      for (const done of flushes.values()) done();
      resolve();
    });
  });
  await new Promise<void>((resolve, reject) => {
    child.on("message", (message: FromProcess) => {
      if ("note" in message) note(message.note);
      else if ("joined" in message) resolve();
      else if ("flushed" in message) flushes.get(message.flushed)?.();
      else reject(new Error(message.failed));
    });
    void closed.then(() => reject(new Error(`${as.name} ended before it had joined`)));
  });
  return {
    signal: (signal) => void child.kill(signal),
    async kill() {
      child.kill("SIGKILL");
      await closed;
    },
    flush() {
      if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
      asked++;
      const answered = new Promise<void>((resolve) => flushes.set(asked, resolve));
      child.send({ flush: asked });
      return answered.finally(() => flushes.delete(asked));
    },
  };
}
