import { createServer, get, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { LIMITS, RECORDS_PER_ADDRESS, RunConfig, refuse, UserError } from "@honest-majority/protocol";
import { roomFinder } from "@honest-majority/serving";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { api, type ServedRoom } from "./api";

const served: ServedRoom = {
  publicInfo: () => ({ room: "KRUM-42", phase: "lobby", workers: 3 }),
  recordPieces: (instructor) => {
    const pieces = ['{"rounds":[{"round":0', ...(instructor ? [',"stage":{}'] : []), "}]}"];
    return pieces.map((text) => Buffer.from(text));
  },
  knows: () => false,
  currentRun: "r2",
  isInstructor: (token) => token === "teacher",
  shard(token, run) {
    if (token !== "ada") return refuse("wrong-token", "no worker's token");
    if (run !== "r 1") return refuse("wrong-run", `the run is r 1, not ${run}`);
    return { bytes: 3, pieces: () => [Uint8Array.of(1, 2), Uint8Array.of(255)] };
  },
  leavePage: (token, connection) =>
    token === "ada" && connection === "c 1" ? { ok: true } : refuse("wrong-token", "no worker's token"),
};
const broken: ServedRoom = {
  ...served,
  publicInfo() {
    throw new Error("out of order");
  },
};

/** Longer than what a socket takes while nobody reads. */
const long: ServedRoom = {
  ...served,
  *recordPieces() {
    for (let i = 0; i < 1000; i++) yield new Uint8Array(65_536);
  },
  shard: () => ({
    bytes: 1000 * 65_536,
    *pieces() {
      for (let i = 0; i < 1000; i++) {
        shardPieces++;
        yield new Uint8Array(65_536);
      }
    },
  }),
};
/** How many pieces of long shards have been made. */
let shardPieces = 0;

const head = {
  config: RunConfig.parse({}),
  workers: [{ id: "a", name: "Ada" }],
  revealed: true,
};
const deleted: string[] = [];

let server: Server;
beforeAll(async () => {
  server = createServer(
    api({
      findRoom: roomFinder(
        (code) => ({ "KRUM-42": served, "BAD-1": broken, "LONG-1": long })[code],
        () => 0,
      ),
      addressOf: ({ headers }) => headers["x-from"]?.toString(),
      shardsPerAddress: 2,
      health: () => ({ rooms: 1 }),
      runs: {
        list: async (room, { before, most }) => {
          if (before === "slow") throw new Error("the disk is on fire");
          const run = `${room} before ${before}, ${most}`;
          return { runs: [{ run, problem: "damaged" }], more: true };
        },
        read: async (room, run) => (run === "r1" ? { head: { ...head, room, run }, lines: [] } : undefined),
        models: async () => {
          throw new UserError("records", "no vectors");
        },
        has: async (_, run) => run === "r1" || run === "r2",
        deleteRun: async (room, run) => void deleted.push(`${room} ${run}`),
      },
      plugins: ["export default {};", "export default { rules: [] }; // τ"],
      otherwise: (_, response) => response.end("a page"),
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => server.close());

const ask = (path: string, init?: RequestInit) =>
  fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, init);
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

describe("api", () => {
  test("GET /healthz returns ok and the health facts", async () => {
    const answer = await ask("/healthz");
    expect(answer.headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(await answer.json()).toEqual({ ok: true, rooms: 1 });
  });

  test("serves each plugin as a script, under the addresses that it lists", async () => {
    const { plugins } = await (await ask("/api/plugins")).json();
    expect(plugins).toEqual(["/api/plugins/0.mjs", "/api/plugins/1.mjs"]);
    const answer = await ask(plugins[1]);
    expect(answer.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(await answer.text()).toBe("export default { rules: [] }; // τ");
    expect((await ask("/api/plugins/2.mjs")).status).toBe(404);
  });

  test("GET a room returns its public info, with its code in capitals or not", async () => {
    for (const code of ["KRUM-42", "krum-42"]) {
      const answer = await ask(`/api/rooms/${code}`);
      expect(answer.headers.get("cache-control")).toBe("no-store");
      expect(await answer.json()).toEqual({ room: "KRUM-42", phase: "lobby", workers: 3 });
    }
  });

  test("GET a record includes roles only with the instructor's token", async () => {
    expect(await (await ask("/api/rooms/KRUM-42/record")).json()).toEqual({ rounds: [{ round: 0 }] });
    expect(await (await ask("/api/rooms/KRUM-42/record", bearer("teacher"))).json()).toEqual({
      rounds: [{ round: 0, stage: {} }],
    });
    const guess = await ask("/api/rooms/KRUM-42/record", bearer("ada"));
    expect(guess.status).toBe(401);
    expect(await guess.json()).toMatchObject({ ok: false, code: "wrong-token" });
  });

  test("GET a shard returns the worker's shard as bytes", async () => {
    const answer = await ask("/api/rooms/KRUM-42/shard?run=r%201", bearer("ada"));
    expect(answer.headers.get("content-type")).toBe("application/octet-stream");
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(Uint8Array.of(1, 2, 255));
    const quiet = { headers: { authorization: "bearer ada" } };
    expect((await ask("/api/rooms/KRUM-42/shard?run=r+1", quiet)).status).toBe(200);
  });

  test.each([
    ["/api/rooms/KRUM-42/shard?run=r%201", {}, 401, "wrong-token"],
    ["/api/rooms/KRUM-42/shard?run=r%201", { headers: { authorization: "Basic ada" } }, 401, "wrong-token"],
    ["/api/rooms/KRUM-42/shard?run=r%201", bearer("eve"), 401, "wrong-token"],
    ["/api/rooms/KRUM-42/shard?run=r9", bearer("ada"), 409, "wrong-run"],
    ["/api/rooms/KRUM-42/shard", bearer("ada"), 409, "wrong-run"],
    ["/api/rooms/CLIP-1", {}, 404, "wrong-room"],
    ["/api/rooms/__proto__", {}, 404, "wrong-room"],
    ["/api/rooms/%2e%2e%2fx/record", {}, 404, "wrong-room"],
    ["/api/rooms", {}, 404, "wrong-room"],
    ["/api/rooms/KRUM-42/tokens", {}, 404, "malformed"],
    ["/api/rooms/KRUM-42/record/x", {}, 404, "malformed"],
    ["/api/rooms/KRUM-42/runs", {}, 401, "wrong-token"],
    ["/api/rooms/KRUM-42/runs", bearer("ada"), 401, "wrong-token"],
    ["/api/rooms/KRUM-42/runs/r1", {}, 401, "wrong-token"],
    ["/api/rooms/KRUM-42/runs/r1", { method: "DELETE" }, 401, "wrong-token"],
    ["/api/rooms/KRUM-42/runs/r1", { method: "DELETE", ...bearer("ada") }, 401, "wrong-token"],
    ["/api/rooms/KRUM-42/runs/r9", bearer("teacher"), 404, "wrong-run"],
    ["/api/rooms/KRUM-42/runs/..%2fr1", bearer("teacher"), 404, "wrong-run"],
    ["/api/rooms/KRUM-42/runs/r1/x", bearer("teacher"), 404, "malformed"],
    ["/api/rooms/KRUM-42/runs/r1?format=exe", bearer("teacher"), 400, "malformed"],
    ["/api/rooms/KRUM-42/runs/r1?names=1", bearer("teacher"), 400, "malformed"],
    ["/api/rooms/KRUM-42/runs/r1?format=npy", bearer("teacher"), 409, "unavailable"],
    ["/api/rooms/KRUM-42/runs/r2", { method: "DELETE", ...bearer("teacher") }, 409, "wrong-phase"],
    ["/api/rooms/KRUM-42/runs/R1", { method: "DELETE", ...bearer("teacher") }, 404, "wrong-run"],
    ["/api/rooms/KRUM-42/runs?before=slow", bearer("teacher"), 500, "unavailable"],
    ["/api/nothing", {}, 404, "malformed"],
    ["/api", {}, 404, "malformed"],
    ["/healthz", { method: "POST" }, 405, "malformed"],
    ["/api/rooms/KRUM-42", { method: "DELETE" }, 405, "malformed"],
    ["/api/rooms/KRUM-42/leave?connection=c+1", { method: "POST" }, 401, "wrong-token"],
    ["/api/rooms/KRUM-42/leave?connection=c+1", { method: "POST", ...bearer("eve") }, 401, "wrong-token"],
  ] as const)("%s %j is refused with %i %s", async (path, init, status, code) => {
    const answer = await ask(path, init);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toEqual({ ok: false, code, detail: expect.stringMatching(/\w+ \w+/) });
    expect(answer.headers.get("allow")).toBe(status === 405 ? "GET, HEAD" : null);
    expect(answer.headers.get("www-authenticate")).toBe(status === 401 ? "Bearer" : null);
  });

  test("POST to leave passes on the worker's token and its connection; a GET changes nothing", async () => {
    const path = "/api/rooms/KRUM-42/leave?connection=c+1";
    const answer = await ask(path, { method: "POST", ...bearer("ada") });
    expect(await answer.json()).toEqual({ ok: true });
    const read = await ask(path, bearer("ada"));
    expect(read.status).toBe(405);
    expect(read.headers.get("allow")).toBe("POST");
  });

  test("the teacher lists the runs page by page, saves one with names or without, and deletes one", async () => {
    const list = await ask("/api/rooms/krum-42/runs?before=r5", bearer("teacher"));
    expect(await list.json()).toEqual({
      runs: [{ run: "KRUM-42 before r5, 20", problem: "damaged" }],
      more: true,
      current: "r2",
    });
    const saved = await ask("/api/rooms/KRUM-42/runs/r1", bearer("teacher"));
    expect(saved.headers.get("content-disposition")).toBe(
      "attachment; filename*=UTF-8''honest-majority-KRUM-42-r1.jsonl",
    );
    expect(saved.headers.get("content-type")).toBe("application/octet-stream");
    expect(await saved.json()).toMatchObject({ room: "KRUM-42", workers: [{ id: "a", name: "Ada" }] });
    const nameless = await ask("/api/rooms/KRUM-42/runs/r1?names=no", bearer("teacher"));
    expect(await nameless.json()).toMatchObject({ workers: [{ id: "a", name: "" }] });
    const path = "/api/rooms/KRUM-42/runs/r1";
    const answer = await ask(path, { method: "DELETE", ...bearer("teacher") });
    expect(await answer.json()).toEqual({ ok: true });
    expect(deleted).toEqual(["KRUM-42 r1"]);
  });

  test("HEAD returns the length without the body", async () => {
    const head = await ask("/api/rooms/KRUM-42/shard?run=r%201", { method: "HEAD", ...bearer("ada") });
    expect(head.headers.get("content-length")).toBe("3");
    expect(await head.text()).toBe("");
  });

  test("a handler that throws is answered with 500, and the next request with 200", async () => {
    const answer = await ask("/api/rooms/BAD-1");
    expect(answer.status).toBe(500);
    expect(await answer.json()).toMatchObject({ ok: false, detail: expect.stringContaining("out of order") });
    expect((await ask("/healthz")).status).toBe(200);
  });

  test("sends eight records to an address at a time, and 32 in all: refuses one more, but neither the teacher nor other requests", async () => {
    const port = (server.address() as AddressInfo).port;
    /** Resolves when the answer begins, which is then not read. */
    const unread = (from?: string) =>
      new Promise<IncomingMessage>((resolve) => {
        const headers = from === undefined ? {} : { "x-from": from };
        get({ port, host: "127.0.0.1", path: "/api/rooms/LONG-1/record", agent: false, headers }, resolve);
      });
    const reading = [];
    for (let i = 0; i < RECORDS_PER_ADDRESS; i++) reading.push(await unread());
    expect(reading.map(({ statusCode }) => statusCode)).toEqual(Array(8).fill(200));
    const ninth = await ask("/api/rooms/LONG-1/record");
    expect([ninth.status, ninth.headers.get("retry-after")]).toEqual([429, "1"]);
    expect(await ninth.json()).toEqual({
      ok: false,
      code: "too-many",
      detail: "as many records to this address (8) are being sent as may be at a time: try again in a second",
    });
    for (let i = 8; i < LIMITS.recordResponses.most; i++) reading.push(await unread(`10.1.2.${i >> 3}`));
    expect(reading.map(({ statusCode }) => statusCode)).toEqual(Array(32).fill(200));
    expect((await unread("10.1.3.1")).statusCode).toBe(429);
    expect((await ask("/api/rooms/KRUM-42")).status).toBe(200);
    expect((await ask("/api/rooms/KRUM-42/record", bearer("teacher"))).status).toBe(200);
    reading[3].destroy();
    await expect.poll(async () => (await ask("/api/rooms/KRUM-42/record")).status).toBe(200);
    for (const answer of reading) answer.destroy();
  });

  describe("of a shard that nobody reads", () => {
    /** Resolves when the answer begins, which is then not read. */
    const unread = (token: string, from: string) =>
      new Promise<IncomingMessage>((resolve) => {
        const { port } = server.address() as AddressInfo;
        const headers = { authorization: `Bearer ${token}`, "x-from": from };
        const path = "/api/rooms/LONG-1/shard?run=r";
        get({ port, host: "127.0.0.1", path, agent: false, headers }, (answer) => {
          answer.on("error", () => {}); // the coordinator cuts some
          resolve(answer);
        });
      });

    test("only the first pieces are made", async () => {
      shardPieces = 0;
      const answers = [await unread("ada", "10.1.1.1"), await unread("ben", "10.1.1.1")];
      // what both sockets and streams hold: some megabytes of 65
      expect(shardPieces).toBeLessThan(400);
      expect(answers.map(({ headers }) => headers["content-length"])).toEqual(["65536000", "65536000"]);
      for (const answer of answers) answer.destroy();
      expect(shardPieces).toBeGreaterThan(1);
    });

    test("a worker gets one at a time: the next one cuts the one before", async () => {
      const first = await unread("ada", "10.1.1.1");
      const cut = new Promise<void>((resolve) => first.once("close", resolve));
      const next = await unread("ada", "10.1.1.1");
      first.resume();
      await cut;
      expect([first.complete, next.statusCode]).toEqual([false, 200]);
      next.destroy();
    });

    test("an address gets as many as it has seats, and all together 128", async () => {
      const reading = [await unread("ada", "10.1.1.1"), await unread("ben", "10.1.1.1")];
      const third = await unread("cleo", "10.1.1.1");
      expect([third.statusCode, third.headers["retry-after"]]).toEqual([429, "1"]);
      for (let i = 2; i < LIMITS.shardResponses.most; i++)
        reading.push(await unread(`worker-${i}`, `10.1.2.${i >> 1}`));
      expect(reading.map(({ statusCode }) => statusCode)).toEqual(Array(128).fill(200));
      expect((await unread("dev", "10.1.3.1")).statusCode).toBe(429);
      reading[7].destroy();
      await expect.poll(async () => (await unread("dev", "10.1.3.1")).statusCode).toBe(200);
      for (const answer of reading) answer.destroy();
    });
  });

  test("every other path is passed to the pages", async () => {
    for (const path of ["/", "/join/KRUM-42", "/apiary", "/healthz/x"])
      expect(await (await ask(path)).text()).toBe("a page");
  });
});
