import { type Browser, chromium, type LaunchOptions } from "playwright-core";
import { isRoot } from "./nodeSystem";

/** Flags for every Chromium the tests start: WebGPU in software, and nothing that asks the network. */
export function chromiumFlags(): string[] {
  return [
    "--enable-unsafe-webgpu",
    "--use-webgpu-adapter=swiftshader",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--autofill-server-url=http://localhost:9/", // it would ask Google about every form field
    "--no-first-run",
    ...(isRoot() ? ["--no-sandbox"] : []), // Chromium's sandbox refuses to start as root
  ];
}

export function launchOptions(executablePath: string): LaunchOptions {
  return { executablePath, headless: true, chromiumSandbox: !isRoot(), args: chromiumFlags() };
}

/** For every page: the coordinator's certificate is self-made. */
export const CONTEXT_OPTIONS = { ignoreHTTPSErrors: true } as const;

/**
 * Starts the browser that the browser project's set-up found.
 *
 * @throws Error with the one line that says what to do, where there is none.
 */
export function launchChromium(found: { path: string } | { missing: string }): Promise<Browser> {
  if ("missing" in found) throw new Error(found.missing);
  return chromium.launch(launchOptions(found.path));
}
