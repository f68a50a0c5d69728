import { type ChildProcess, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import type { RunConfigInput } from "@honest-majority/protocol";
import { REPOSITORY } from "../repository";

export interface CoordinatorOptions {
  config?: RunConfigInput;
  /** Flags to add. */
  args?: readonly string[];
  /** Where the folder of records is made; unset, where temporary files are. */
  within?: string;
  /** The checkout whose coordinator is started. */
  repository?: string;
  /** The program to start, from the repository's root. */
  main?: string;
  /** Flags of Node itself. */
  nodeArgs?: readonly string[];
  /** Receives each process that is started, which then has a channel for messages. */
  started?: (child: ChildProcess) => void;
  readyWithinMs?: number;
  /** Receives what the process prints once it is ready. */
  print?: (text: string) => void;
  /** How long the process may take to end on SIGTERM. */
  stopWithinMs?: number;
}

/** The coordinator's `ready` line. */
export interface Ready {
  port: number;
  httpsPort: number;
  room: string;
  /** The instructor's token. */
  token: string;
}

/** The real coordinator as a child process, on free ports and with a temporary records folder. */
export interface CoordinatorProcess extends Readonly<Ready> {
  readonly url: string;
  readonly httpsUrl: string;
  /** The printed address, with the token in its fragment. */
  readonly dashboardUrl: string;
  readonly joinUrl: string;
  readonly records: string;
  /** Of the running process; undefined while none runs. */
  readonly pid: number | undefined;
  /** Everything that it printed, over all restarts; for failure messages. */
  output(): string;
  /** Resolves when the process has ended; rejects when that took SIGKILL after SIGTERM. */
  kill(signal: "SIGTERM" | "SIGKILL"): Promise<void>;
  /** Kills the process and starts it again with the same flags, records and ports; `more`: flags of this start alone. */
  restart(more?: readonly string[]): Promise<void>;
  /** Ends the process and removes its folder. */
  stop(): Promise<void>;
}

/** @throws Error with the output when the process ends or the time runs out before it is ready. */
export async function launchCoordinator({
  config = {},
  args = [],
  within = tmpdir(),
  repository = REPOSITORY,
  main = "apps/cli/src/main.ts",
  nodeArgs = [],
  started: tell,
  readyWithinMs = 60_000,
  print,
  stopWithinMs = 10_000,
}: CoordinatorOptions = {}): Promise<CoordinatorProcess> {
  const folder = await mkdtemp(join(within, "honest-majority-"));
  const records = join(folder, "records");
  const configFile = join(folder, "run.json");
  await mkdir(records);
  await writeFile(configFile, JSON.stringify(config));

  let child: ChildProcess | undefined;
  let output = "";
  let ready: Ready = { port: 0, httpsPort: 0, room: "", token: "" };

  async function start(more: readonly string[] = []): Promise<void> {
    const given = [...args, ...more];
    const flags = [
      ["--port", `${ready.port}`],
      ["--https-port", `${ready.httpsPort}`],
      ["--records", records],
      ["--config", configFile],
      ["--no-open"],
      ["--print-key"],
    ].filter(([name]) => !given.some((arg) => arg === name || arg.startsWith(`${name}=`)));
    const command = ["--import", "tsx", ...nodeArgs, main, "start", ...flags.flat(), ...given];
    const started = spawn(process.execPath, command, {
      cwd: repository,
      stdio: ["ignore", "pipe", "pipe", ...(tell === undefined ? [] : ["ipc" as const])],
    });
    child = started;
    tell?.(started);
    const since = output.length;
    ready = await new Promise<Ready>((resolve, reject) => {
      const fail = (what: string) => {
        clearTimeout(timer);
        started.kill("SIGKILL");
        reject(new Error(`the coordinator ${what}. It printed:\n${output.slice(since)}`));
      };
      const timer = setTimeout(() => fail(`was not ready within ${readyWithinMs} ms`), readyWithinMs);
      const listen = (chunk: string) => {
        output += chunk;
        if (ready.port > 0) print?.(chunk);
        const line = readyLine(output.slice(since));
        if (line === undefined) return;
        clearTimeout(timer);
        resolve(line);
      };
      started.stdout?.setEncoding("utf8").on("data", listen);
      started.stderr?.setEncoding("utf8").on("data", listen);
      started.on("error", (error) => fail(`could not be started: ${error.message}`));
      started.on("close", (code, signal) => fail(`ended with ${signal ?? `exit code ${code}`}`));
    });
  }

  async function kill(signal: "SIGTERM" | "SIGKILL"): Promise<void> {
    const dying = child;
    child = undefined;
    if (dying === undefined || dying.exitCode !== null || dying.signalCode !== null) return;
    const closed = new Promise<void>((resolve) => dying.once("close", () => resolve()));
    dying.kill(signal);
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      dying.kill("SIGKILL");
    }, stopWithinMs);
    await closed;
    clearTimeout(timer);
    if (late)
      throw new Error(
        `the coordinator did not end within ${stopWithinMs} ms of ${signal}. It printed:\n${output}`,
      );
  }

  const clean = () => {
    child?.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  };
  process.once("exit", clean); // an interrupted test run leaves no process or folder

  const coordinator: CoordinatorProcess = {
    get port() {
      return ready.port;
    },
    get httpsPort() {
      return ready.httpsPort;
    },
    get room() {
      return ready.room;
    },
    get token() {
      return ready.token;
    },
    get url() {
      return `http://localhost:${ready.port}`;
    },
    get httpsUrl() {
      return `https://localhost:${ready.httpsPort}`;
    },
    get dashboardUrl() {
      const printed = [...output.matchAll(/https?:\/\/\S+#token=\S+/g)].at(-1)?.[0];
      if (printed === undefined)
        throw new Error(`the coordinator printed no dashboard URL. It printed:\n${output}`);
      return printed;
    },
    get joinUrl() {
      return `http://localhost:${ready.port}/join/${ready.room}`;
    },
    records,
    get pid() {
      return child?.pid;
    },
    output: () => output,
    kill,
    async restart(more) {
      await kill("SIGKILL");
      await start(more);
    },
    async stop() {
      try {
        await kill("SIGTERM");
      } finally {
        process.off("exit", clean);
        await rm(folder, { recursive: true, force: true, maxRetries: 5 });
      }
    },
  };
  try {
    await start();
  } catch (error) {
    await coordinator.stop();
    throw error;
  }
  return coordinator;
}

/** The last complete `ready {…}` line in `printed`. */
function readyLine(printed: string): Ready | undefined {
  const json = [...printed.matchAll(/^ready (\{.*\})\r?\n/gm)].at(-1)?.[1];
  return json === undefined ? undefined : (JSON.parse(json) as Ready);
}
