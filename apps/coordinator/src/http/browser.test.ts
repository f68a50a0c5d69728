import { EventEmitter } from "node:events";
import type open from "open";
import { expect, test } from "vitest";
import { hasDisplay, openBrowser } from "./browser";

test("hasDisplay is true on a desktop", () => {
  expect(hasDisplay("darwin", {})).toBe(true);
  expect(hasDisplay("linux", { DISPLAY: ":0" })).toBe(true);
  expect(hasDisplay("linux", { WAYLAND_DISPLAY: "wayland-0" })).toBe(true);
});

test("hasDisplay is false on Linux without a display, over ssh and in CI", () => {
  expect(hasDisplay("linux", {})).toBe(false);
  expect(hasDisplay("linux", { DISPLAY: "" })).toBe(false);
  expect(hasDisplay("darwin", { SSH_CONNECTION: "10.0.0.1 1 10.0.0.2 22" })).toBe(false);
  expect(hasDisplay("linux", { DISPLAY: "localhost:10.0", SSH_TTY: "/dev/pts/1" })).toBe(false);
  expect(hasDisplay("darwin", { CI: "true" })).toBe(false);
});

test("openBrowser ignores a missing browser and one that fails at once", async () => {
  await openBrowser("http://localhost", () => Promise.reject(new Error("no xdg-open")));
  const child = Object.assign(new EventEmitter(), { unref() {} }) as Awaited<ReturnType<typeof open>>;
  await openBrowser("http://localhost", async () => child);
  expect(() => child.emit("error", new Error("gone"))).not.toThrow();
});
