/** Who does not belong gets nothing: pages of other sites, names that are not this machine's, guesses, and names of workers. */
import { type IncomingMessage, request } from "node:http";
import { connect as connectTo } from "node:net";
import { PROTOCOL_VERSION } from "@honest-majority/protocol";
import { io } from "socket.io-client";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { type LocalCoordinator, startLocalCoordinator } from "../src/coordinator/local";

let local: LocalCoordinator;
beforeAll(async () => {
  local = await startLocalCoordinator({ rounds: 1, workers: 1 });
});
afterAll(() => local.close());

type Reply = { status?: number; text: string; allows?: string };

/** fetch would not send these headers. */
function ask(
  path: string,
  headers: Record<string, string>,
  { url } = local,
  { method = "GET", body }: { method?: string; body?: string } = {},
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sent = request(`${url}${path}`, { headers, method }, (answer: IncomingMessage) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      const allows = answer.headers["access-control-allow-origin"];
      answer.on("end", () => resolve({ status: answer.statusCode, text, allows }));
    });
    sent.on("error", reject).end(body);
  });
}

/** How a socket with these headers fares: "connected", or why it was refused. */
async function connect(
  extraHeaders: Record<string, string>,
  transport: "websocket" | "polling",
  { url } = local,
) {
  const socket = io(`${url}/dashboard`, {
    transports: [transport],
    forceNew: true,
    reconnection: false,
    extraHeaders,
  });
  const fate = await new Promise<string>((resolve) => {
    socket.once("connect", () => resolve("connected"));
    socket.once("connect_error", () => resolve("refused"));
  });
  socket.close();
  return fate;
}

const POLLING = "/socket.io/?EIO=4&transport=polling";

/** Of a program; its id. */
async function openSession(): Promise<string> {
  const { text } = await ask(POLLING, {});
  return JSON.parse(text.slice(1)).sid;
}

const port = () => local.coordinator.port;

describe("a page of another site", () => {
  test.each([
    "http://evil.example",
    "http://127.evil.example",
    "http://127.evil.example:PORT",
    "null",
    "http://localhost:1",
    "https://127.0.0.1",
  ])("opens no socket and reads nothing with the origin %s", async (given) => {
    const origin = given.replace("PORT", String(port()));
    for (const transport of ["websocket", "polling"] as const)
      expect(await connect({ origin }, transport)).toBe("refused");
    const { status, text } = await ask(`/api/rooms/${local.room}`, { origin });
    expect(status).toBe(403);
    expect(JSON.parse(text)).toMatchObject({
      code: "wrong-origin",
      detail: expect.stringContaining("--allow-origin"),
    });
  });

  test.each(["j=0", "%6a=0"])("opens no session with a script element (%s)", async (query) => {
    for (const headers of [{}, { "sec-fetch-site": "cross-site" }] as Record<string, string>[]) {
      const { status, text } = await ask(`${POLLING}&${query}`, headers);
      expect(status).toBe(403);
      expect(JSON.parse(text)).toMatchObject({
        code: "wrong-origin",
        detail: expect.stringContaining("JSONP"),
      });
    }
  });

  test("uses no session that is open, by polling or by WebSocket", async () => {
    const session = `${POLLING}&sid=${await openSession()}`;
    const origin = "http://evil.example";
    const join = { method: "POST", body: "40/dashboard," };
    for (const sent of [{}, join]) expect((await ask(session, { origin }, local, sent)).status).toBe(403);
    const upgrade = {
      connection: "Upgrade",
      upgrade: "websocket",
      "sec-websocket-version": "13",
      "sec-websocket-key": "AAAAAAAAAAAAAAAAAAAAAA==",
    };
    const refused = await ask(session.replace("polling", "websocket"), { ...upgrade, origin });
    expect(refused.status).toBe(403);
    expect(JSON.parse(refused.text)).toMatchObject({ code: "wrong-origin" });
    expect(await ask(session, {}, local, join)).toMatchObject({ status: 200, text: "ok" }); // its owner is let in
  });

  test("asks for a WebSocket behind a poll, and the coordinator goes on", async () => {
    const { hostname, port } = new URL(local.url);
    const poll = `GET ${POLLING}&sid=${await openSession()} HTTP/1.1\r\nHost: localhost\r\n\r\n`;
    const upgrade = "Origin: http://evil.example\r\nConnection: Upgrade\r\nUpgrade: websocket";
    const wire = connectTo({ host: hostname, port: Number(port) });
    const closed = new Promise((resolve) => wire.once("close", resolve));
    wire
      .on("error", () => {})
      .write(`${poll}GET /socket.io/ HTTP/1.1\r\nHost: localhost\r\n${upgrade}\r\n\r\n`);
    await closed;
    expect((await ask("/healthz", {})).status).toBe(200);
  });

  test("without its origin, which a browser may leave out, opens no session where the browser says that it is another site", async () => {
    const opened = async (site: string) => (await ask(POLLING, { "sec-fetch-site": site })).status;
    for (const site of ["cross-site", "same-site"]) expect([site, await opened(site)]).toEqual([site, 403]);
    for (const site of ["same-origin", "none"]) expect([site, await opened(site)]).toEqual([site, 200]);
  });

  test("embeds nothing, and makes the coordinator do nothing, without its origin; it may lead somebody to a page", async () => {
    const visit = { "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };
    const frame = { "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe" };
    const picture = { "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image" };
    const record = `/api/rooms/${local.room}/record`;
    const from = async (site: string, path: string, headers: Record<string, string>) =>
      (await ask(path, { "sec-fetch-site": site, ...headers })).status;
    for (const site of ["cross-site", "same-site"]) {
      for (const path of [record, "/healthz", "/api/plugins"])
        for (const headers of [visit, frame, picture])
          expect([path, await from(site, path, headers)]).toEqual([path, 403]);
      for (const path of ["/", `/join/${local.room}`, "/apiary"]) {
        for (const headers of [frame, picture]) expect(await from(site, path, headers)).toBe(403);
        expect(await from(site, path, visit)).not.toBe(403);
      }
    }
    expect((await ask(record, { "sec-fetch-site": "cross-site", ...visit })).text).toContain("address bar");
    for (const site of ["same-origin", "none"]) expect(await from(site, record, visit)).toBe(200);
  });

  test("the coordinator's own pages and programs without an origin get in", async () => {
    for (const headers of [{}, { origin: local.url }, { origin: `http://localhost:${port()}` }]) {
      expect(await connect(headers as Record<string, string>, "websocket")).toBe("connected");
      expect(await connect(headers as Record<string, string>, "polling")).toBe("connected");
    }
  });
});

describe("a name that is not this machine's", () => {
  test.each([
    "evil.example",
    "evil.example:80",
    "127.evil.example",
    "127.0.0.1.evil.example:8080",
    "localhost.evil.example",
    "evil@localhost",
  ])("%s as Host gets no page, no API and no socket", async (host) => {
    for (const path of [
      "/",
      "/healthz",
      `/api/rooms/${local.room}/record`,
      POLLING,
      `${POLLING}&sid=${await openSession()}`,
    ]) {
      const { status, text } = await ask(path, { host });
      expect(status).toBe(403);
      expect(text).toContain("--public-url");
    }
    expect(await connect({ host }, "websocket")).toBe("refused");
  });

  test("is refused in a sentence, and loopback names are answered, also where the request offers HTTP/2", async () => {
    const offer = { connection: "Upgrade, HTTP2-Settings", upgrade: "h2c", "http2-settings": "AAMAAABk" };
    expect(await ask("/healthz", { ...offer, host: "evil.example" })).toMatchObject({
      status: 403,
      text: expect.stringContaining("--public-url"),
    });
    const { status, text } = await ask("/healthz", offer);
    expect([status, JSON.parse(text)]).toEqual([200, expect.objectContaining({ ok: true })]);
  });

  test("loopback names are this machine's", async () => {
    for (const host of ["localhost", `localhost:${port()}`, "127.0.0.1:9", "127.8.8.8", "[::1]:8080"])
      expect((await ask("/healthz", { host })).status).toBe(200);
  });
});

describe("--public-url and --allow-origin", () => {
  const PUBLIC = "https://class.example:8444";
  const SITE = "http://site.example:81";
  const OTHERS = [
    "https://class.example",
    "http://class.example:8444",
    "http://site.example",
    "https://x.example",
  ];

  test("let in the pages of these origins and the name of this host, and no others", async () => {
    const given = { publicUrl: PUBLIC, allowOrigins: [SITE] };
    const there = await startLocalCoordinator({}, undefined, [], given);
    onTestFinished(() => there.close());
    const room = `/api/rooms/${there.room}`;
    for (const origin of [PUBLIC, SITE]) {
      for (const transport of ["websocket", "polling"] as const)
        expect(await connect({ origin, "sec-fetch-site": "cross-site" }, transport, there)).toBe("connected");
      expect((await ask(room, { origin }, there)).status).toBe(200);
    }
    // a browser lets a page of another site read the answer only if it says so; the public page is no other site
    expect((await ask(room, { origin: SITE }, there)).allows).toBe(SITE);
    const asked = { origin: SITE, "access-control-request-headers": "authorization" };
    expect(await ask(room, asked, there, { method: "OPTIONS" })).toMatchObject({ status: 204, allows: SITE });
    for (const origin of OTHERS) {
      for (const transport of ["websocket", "polling"] as const)
        expect(await connect({ origin }, transport, there)).toBe("refused");
      expect(await ask(room, { origin }, there)).toMatchObject({ status: 403, allows: undefined });
    }
    expect((await ask(room, { host: "class.example:8444" }, there)).status).toBe(200);
    for (const host of ["class.example", "site.example:81", "x.class.example:8444"])
      expect((await ask(room, { host }, there)).status).toBe(403);
    expect(there.coordinator.joins).toEqual([
      { reach: "public", host: "class.example:8444", url: `${PUBLIC}/join/${there.room}` },
    ]);
  });
});

describe("a watcher without the teacher's key", () => {
  test("must know the room's code", async () => {
    const dashboard = await local.dashboard(null);
    expect(await dashboard.emitWithAck("room:watch", { protocol: PROTOCOL_VERSION })).toMatchObject({
      ok: false,
      code: "wrong-room",
    });
  });

  test("gets no name until the room shows names, and neither does the public record", async () => {
    const worker = await local.worker({ join: { name: "Zenobia" } });
    const watcher = await local.dashboard(null);
    const heard: unknown[] = [];
    watcher.onAny((...event) => heard.push(event));
    const teacher = await local.dashboard();
    const closed = new Promise((resolve) => watcher.once("round:closed", resolve));
    expect(await teacher.emitWithAck("run:start")).toEqual({ ok: true });
    await closed;
    const request = { protocol: PROTOCOL_VERSION, room: local.room };
    const seen = async () => [
      await watcher.emitWithAck("room:watch", request),
      await (await fetch(`${local.url}/api/rooms/${local.room}/record`)).json(),
    ];
    expect(JSON.stringify(await seen())).toContain(worker.joined.worker.id);
    expect(JSON.stringify([await seen(), heard])).not.toContain("Zenobia");
    const { instructorToken } = local.coordinator;
    expect(JSON.stringify(await local.record(instructorToken))).toContain("Zenobia");
    await teacher.emitWithAck("run:configure", {
      ...(await local.record(instructorToken)).config,
      showNames: true,
    });
    expect(JSON.stringify((await seen())[0])).toContain("Zenobia");
  });
});
