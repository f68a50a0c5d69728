import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, expect, test } from "vitest";
import { portState } from "./ports";

const host = "127.0.0.1";
let answers = "{}";
const server = createServer((_, response) => response.end(answers));
await new Promise<void>((resolve) => server.listen(0, host, resolve));
afterAll(() => server.close());
const { port } = server.address() as AddressInfo;
const healthUrl = `http://${host}:${port}/healthz`;

test("a port is free, or taken, and a coordinator behind it is told from another program", async () => {
  expect(await portState(0, host)).toBe("free"); // 0 takes one that is
  expect(await portState(port, host)).toBe("taken");
  expect(await portState(port, host, healthUrl)).toBe("taken");
  answers = '{"rooms":1,"backend":"wasm"}';
  expect(await portState(port, host, healthUrl)).toBe("coordinator");
  answers = "<p>something else";
  expect(await portState(port, host, healthUrl)).toBe("taken");
});
