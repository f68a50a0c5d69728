/** WebKit's small browser, controlled by WebKitWebDriver (Debian's webkit2gtk-driver) on a display of its own. */
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { startXvfb } from "../chromium/cdp";
import { endWith } from "../chromium/endWith";
import { isRoot } from "../chromium/nodeSystem";
import type { Engine } from "./engine";

const DRIVER = "WebKitWebDriver";
const BROWSERS = ["4.1", "6.0", "4.0"].map(
  (version) => `/usr/lib/x86_64-linux-gnu/webkit2gtk-${version}/MiniBrowser`,
);

/** The program of an installed WebKit browser that can be controlled. */
export function findWebKit(): string | undefined {
  if (spawnSync(DRIVER, ["--version"], { stdio: "ignore" }).error !== undefined) return undefined;
  return BROWSERS.find((path) => existsSync(path));
}

export async function startWebKit(browser: string): Promise<Engine> {
  const xvfb = await startXvfb();
  if (xvfb === undefined) throw new Error("WebKit needs Xvfb: install the package xvfb");
  const home = await mkdtemp(join(tmpdir(), "webkit-home-"));
  const port = await freePort();
  const driver = spawn(DRIVER, [`--port=${port}`], {
    env: {
      ...process.env,
      DISPLAY: xvfb.display,
      GDK_BACKEND: "x11",
      HOME: home,
      LC_ALL: "C.UTF-8",
      ...(isRoot() ? { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1" } : {}), // it refuses to start as root
    },
    stdio: "ignore",
  });
  const end = endWith(driver);
  const ask = (method: string, path: string, body?: object) => askDriver(port, method, path, body);
  while (
    !(await ask("GET", "/status").then(
      () => true,
      () => false,
    ))
  ) {
    if (driver.exitCode !== null) throw new Error(`${DRIVER} ended with exit code ${driver.exitCode}`);
    await sleep(100);
  }
  const options = { binary: browser, args: ["--automation"] };
  const always = { acceptInsecureCerts: true, "webkitgtk:browserOptions": options };
  const { sessionId, capabilities } = (await ask("POST", "/session", {
    capabilities: { alwaysMatch: always },
  })) as { sessionId: string; capabilities: { browserName: string; browserVersion: string } };
  const session = `/session/${sessionId}`;
  /** Only the chosen window answers, so commands run one after another. */
  let last: Promise<unknown> = Promise.resolve();
  const inWindow = <T>(handle: string, method: string, path: string, body?: object): Promise<T> => {
    const next = last.then(async () => {
      await ask("POST", `${session}/window`, { handle });
      return ask(method, `${session}${path}`, body) as Promise<T>;
    });
    last = next.catch(() => {});
    return next;
  };
  return {
    title: `${capabilities.browserName} ${capabilities.browserVersion}`,
    async open(url) {
      const { handle } = (await ask("POST", `${session}/window/new`, { type: "tab" })) as { handle: string };
      await inWindow(handle, "POST", "/url", { url });
      return {
        async evaluate<T>(expression: string) {
          const script = `return JSON.stringify(${expression})`;
          const json = await inWindow<string | null>(handle, "POST", "/execute/sync", { script, args: [] });
          return JSON.parse(json ?? "null") as T;
        },
      };
    },
    complaints: () => [], // the driver tells none
    async close() {
      await ask("DELETE", session).catch(() => {});
      await end();
      await xvfb.close();
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function askDriver(port: number, method: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: { "content-type": "application/json" },
    body: body && JSON.stringify(body),
  });
  const { value } = (await response.json()) as { value: { error?: string; message?: string } | null };
  if (value?.error !== undefined) throw new Error(`${value.error}: ${value.message}`);
  return value;
}

/** A port that was free a moment ago. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
