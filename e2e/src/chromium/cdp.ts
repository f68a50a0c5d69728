/**
 * A headed Chromium on its own display, controlled by raw DevTools messages. Playwright makes every page
 * believe that it has the focus; here a tab behind another is really hidden.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import type { Readable, Writable } from "node:stream";
import { endWith } from "./endWith";
import { chromiumFlags } from "./launch";

export interface Tab {
  /** The value of an expression in the page; promises are awaited. */
  evaluate<T>(expression: string): Promise<T>;
  /** Opens an empty tab in the same window, which hides this one. */
  cover(): Promise<void>;
}

export interface HeadedChromium {
  /** Opens a tab in a new window, so that many can be visible at once. */
  openWindow(url: string): Promise<Tab>;
  close(): Promise<void>;
}

export async function startHeadedChromium({
  path,
  display,
}: {
  path: string;
  display: string;
}): Promise<HeadedChromium> {
  const profile = await mkdtemp(join(tmpdir(), "chromium-profile-"));
  const flags = ["--remote-debugging-pipe", `--user-data-dir=${profile}`, "--no-default-browser-check"];
  const keyrings = ["--password-store=basic", "--use-mock-keychain"]; // without these a keyring's dialog may open
  const chromium = spawn(path, [...flags, ...keyrings, ...chromiumFlags(), "about:blank"], {
    env: { ...process.env, DISPLAY: display },
    stdio: ["ignore", "ignore", "pipe", "pipe", "pipe"],
  });
  const end = endWith(chromium);
  const devTools = connect(chromium);
  return {
    async openWindow(url) {
      const target = { url, newWindow: true };
      const { targetId } = await devTools<{ targetId: string }>("Target.createTarget", target);
      const attach = { targetId, flatten: true };
      const { sessionId } = await devTools<{ sessionId: string }>("Target.attachToTarget", attach);
      async function evaluate<T>(expression: string): Promise<T> {
        // a page may open tabs only after a user gesture
        const how = { expression, awaitPromise: true, returnByValue: true, userGesture: true };
        const answer = await devTools<Evaluated<T>>("Runtime.evaluate", how, sessionId);
        const { result, exceptionDetails } = answer;
        if (exceptionDetails === undefined) return result.value;
        throw new Error(`the page threw: ${result.description ?? exceptionDetails.text}`);
      }
      return { evaluate, cover: () => evaluate("void open('about:blank')") };
    },
    async close() {
      await end();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

interface Evaluated<T> {
  result: { value: T; description?: string };
  exceptionDetails?: { text: string };
}

type DevTools = <Result>(method: string, params?: object, sessionId?: string) => Promise<Result>;

/** Sends DevTools messages over file descriptors 3 and 4, as JSON that ends with a zero byte; no port is open. */
function connect(chromium: ChildProcess): DevTools {
  const waiting = new Map<number, { resolve: (result: never) => void; reject: (error: Error) => void }>();
  let printed = "";
  chromium.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
    printed += chunk;
  });
  chromium.on("close", () => {
    for (const { reject } of waiting.values()) reject(new Error(`Chromium ended. It printed:\n${printed}`));
  });

  let rest = "";
  (chromium.stdio[4] as Readable).setEncoding("utf8").on("data", (chunk: string) => {
    const messages = (rest + chunk).split("\0");
    rest = messages.pop() ?? "";
    for (const message of messages) {
      const { id, result, error } = JSON.parse(message);
      const asked = waiting.get(id);
      waiting.delete(id);
      if (error) asked?.reject(new Error(error.message));
      else asked?.resolve(result as never);
    }
  });

  let asked = 0;
  return (method, params = {}, sessionId) =>
    new Promise((resolve, reject) => {
      const id = ++asked;
      waiting.set(id, { resolve, reject });
      (chromium.stdio[3] as Writable).write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
}

/** Starts Xvfb on a free display; undefined when it is not installed. */
export async function startXvfb(): Promise<{ display: string; close: () => Promise<void> } | undefined> {
  const flags = ["-displayfd", "3", "-screen", "0", "1280x800x24", "-nolisten", "tcp"];
  const xvfb = spawn("Xvfb", flags, { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  const number = await new Promise<string | undefined>((resolve) => {
    xvfb.once("error", () => resolve(undefined)); // not installed
    xvfb.once("close", () => resolve(undefined));
    (xvfb.stdio[3] as Readable).once("data", (line: Buffer) => resolve(line.toString().trim()));
  });
  return number === undefined ? undefined : { display: `:${number}`, close: endWith(xvfb) };
}
