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

test("portState is free, taken, or coordinator when a coordinator answers there", async () => {
  expect(await portState(0, host)).toBe("free"); // port 0 is any free port
  expect(await portState(port, host)).toBe("taken");
  expect(await portState(port, host, healthUrl)).toBe("taken");
  answers = '{"rooms":1,"backend":"wasm"}';
  expect(await portState(port, host, healthUrl)).toBe("coordinator");
  answers = "<p>something else";
  expect(await portState(port, host, healthUrl)).toBe("taken");
});
