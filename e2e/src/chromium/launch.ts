import { type Browser, chromium, type LaunchOptions } from "playwright-core";
import { isRoot } from "./nodeSystem";

/** Flags for every Chromium of the tests: WebGPU in software, and no requests of its own to the network. */
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

/** For every page: the coordinator's certificate is self-signed. */
export const CONTEXT_OPTIONS = { ignoreHTTPSErrors: true } as const;

/**
 * Starts the browser that the global setup found.
 *
 * @throws Error that says what to do when it found none.
 */
export function launchChromium(found: { path: string } | { missing: string }): Promise<Browser> {
  if ("missing" in found) throw new Error(found.missing);
  return chromium.launch(launchOptions(found.path));
}
