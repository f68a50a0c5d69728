/** Firefox, controlled over WebDriver BiDi, which it speaks without another program. */
import { spawn, spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import WebSocket from "ws";
import { endWith } from "../chromium/endWith";
import type { Engine } from "./engine";

const PROGRAMS = ["firefox-esr", "firefox"];

/** The program of an installed Firefox. */
export function findFirefox(): string | undefined {
  return PROGRAMS.find((program) => spawnSync(program, ["--version"], { stdio: "ignore" }).status === 0);
}

export async function startFirefox(program: string): Promise<Engine> {
  const profile = await mkdtemp(join(tmpdir(), "firefox-profile-"));
  const firefox = spawn(program, ["--headless", "--profile", profile, "--remote-debugging-port", "0"], {
    env: { ...process.env, HOME: profile, MOZ_HEADLESS_WIDTH: "1280", MOZ_HEADLESS_HEIGHT: "900" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const end = endWith(firefox);
  let address: string | undefined;
  for await (const line of createInterface({ input: firefox.stderr })) {
    address = /WebDriver BiDi listening on (ws:\S+)/.exec(line)?.[1];
    if (address !== undefined) break;
  }
  if (address === undefined) throw new Error(`${program} ended before it could be controlled`);
  firefox.stderr.resume();

  const complaints: string[] = [];
  const { command, close } = await openBidi(`${address}/session`, complaints);
  const always = { acceptInsecureCerts: true };
  const { capabilities } = await command<Session>("session.new", { capabilities: { alwaysMatch: always } });
  await command("session.subscribe", { events: ["log.entryAdded"] });
  return {
    title: `${capabilities.browserName} ${capabilities.browserVersion}`,
    async open(url) {
      const { context } = await command<{ context: string }>("browsingContext.create", { type: "tab" });
      await command("browsingContext.navigate", { context, url, wait: "complete" });
      return {
        async evaluate<T>(expression: string) {
          const target = { target: { context }, awaitPromise: true };
          // as JSON, because the protocol describes objects field by field
          const json = `Promise.resolve(${expression}).then((value) => JSON.stringify(value))`;
          const answer = await command<Evaluated>("script.evaluate", { expression: json, ...target });
          if (answer.type === "exception") throw new Error(`the page threw: ${answer.exceptionDetails.text}`);
          return JSON.parse(answer.result.value ?? "null") as T;
        },
        async picture() {
          const { data } = await command<{ data: string }>("browsingContext.captureScreenshot", { context });
          return Buffer.from(data, "base64");
        },
      };
    },
    complaints: () => complaints,
    async close() {
      close();
      await end();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

interface Session {
  capabilities: { browserName: string; browserVersion: string };
}
type Evaluated =
  | { type: "success"; result: { value?: string } }
  | { type: "exception"; exceptionDetails: { text: string } };

async function openBidi(address: string, complaints: string[]) {
  const socket = new WebSocket(address);
  await new Promise((resolve, reject) => {
    socket.once("open", resolve);
    socket.once("error", reject);
  });
  const waiting = new Map<number, { resolve(result: never): void; reject(error: Error): void }>();
  socket.on("message", (data) => {
    const message = JSON.parse(String(data));
    if (message.method === "log.entryAdded" && message.params.level === "error") {
      complaints.push(message.params.text ?? "an error without a text");
    }
    const asked = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.type === "error") asked?.reject(new Error(`${message.error}: ${message.message}`));
    else asked?.resolve(message.result as never);
  });
  let sent = 0;
  return {
    command<Result>(method: string, params: object): Promise<Result> {
      return new Promise((resolve, reject) => {
        const id = ++sent;
        waiting.set(id, { resolve, reject });
        socket.send(JSON.stringify({ id, method, params }));
      });
    },
    close: () => socket.close(),
  };
}
