import { PROTOCOL_VERSION } from "@honest-majority/protocol";
import { io } from "socket.io-client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Dev, startDev } from "./startDev";

let dev: Dev;
beforeAll(async () => {
  dev = await startDev({ port: 0, args: ["--model", "softmax", "--host", "127.0.0.1"] });
});
afterAll(() => dev?.close());

const text = async (path: string) => (await fetch(dev.url + path)).text();

describe("startDev", () => {
  test("serves the pages from their sources, with hot reload", async () => {
    const page = await text("/");
    expect(page).toContain("/@vite/client");
    expect(page).toContain('src="/src/start.ts"');
    expect(await text("/src/App.tsx")).toContain("import.meta.hot");
  });

  test("lets a page reach the coordinator with the token of the printed address", async () => {
    const token = new URL(dev.dashboardUrl).hash.replace(/^#token=|&.*/g, "");
    const socket = io(`${dev.url}/dashboard`, { transports: ["websocket"] });
    const request = { protocol: PROTOCOL_VERSION, room: dev.room, token };
    const answer = await socket.emitWithAck("room:watch", request);
    socket.close();
    expect(answer).toMatchObject({ ok: true, instructor: true, config: { model: "softmax" } });
    expect(JSON.parse(await text("/api/plugins"))).toEqual({ plugins: [] });
  });

  test("ends both at close", async () => {
    await dev.close();
    await expect(fetch(dev.url)).rejects.toThrow();
    await expect(fetch(dev.coordinatorUrl)).rejects.toThrow();
  });
});
