/** What one connection may send below socket.io: joins of namespaces, messages at once, bytes in several places. */
import { LIMITS, PROTOCOL_VERSION } from "@honest-majority/protocol";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { type LocalCoordinator, startLocalCoordinator } from "../src/coordinator/local";

let local: LocalCoordinator;
beforeAll(async () => {
  local = await startLocalCoordinator({ rounds: 1, workers: 1 });
});
afterAll(() => local.close());

const polling = () => `${local.url}/socket.io/?EIO=4&transport=polling`;

async function openSession(): Promise<string> {
  return JSON.parse((await (await fetch(polling())).text()).slice(1)).sid;
}

/** The status of a request that brings these packets; 0 when the connection was cut instead. */
async function bring(session: string, packets: string[]): Promise<number> {
  const sent = fetch(`${polling()}&sid=${session}`, { method: "POST", body: packets.join("\x1e") });
  return sent.then(({ status }) => status).catch(() => 0);
}

const NOOP = "6";
/** An unknown session gets status 400. */
const isOpen = async (session: string) => (await bring(session, [NOOP])) === 200;

/** A WebSocket that speaks for itself; without a session it opens one. */
function raw(session?: string) {
  const query = session === undefined ? "" : `&sid=${session}`;
  const socket = new WebSocket(
    `${local.url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket${query}`,
  );
  const heard: string[] = [];
  socket.on("message", (data) => heard.push(String(data)));
  const opened = new Promise((resolve) => socket.once("open", resolve));
  const closed = new Promise<number>((resolve) => socket.once("close", resolve));
  const answered = (start: string) =>
    expect.poll(() => heard.find((each) => each.startsWith(start))).toBeDefined();
  return { socket, heard, opened, closed, answered };
}

describe("a polling request", () => {
  test("is a GET or a POST: another one is refused, with a session and without", async () => {
    for (const session of ["", `&sid=${await openSession()}`])
      for (const method of ["PUT", "DELETE", "PATCH"]) {
        const answer = await fetch(`${polling()}${session}`, { method });
        expect([answer.status, await answer.json()]).toEqual([
          405,
          expect.objectContaining({ code: "malformed", detail: expect.stringContaining(method) }),
        ]);
      }
  });

  test("brings a thousand messages, and no more", async () => {
    const session = await openSession();
    expect(await bring(session, Array(LIMITS.packets.most).fill(NOOP))).toBe(200);
    expect(await isOpen(session)).toBe(true);
    await bring(session, Array(LIMITS.packets.most + 1).fill(NOOP));
    expect(await isOpen(session)).toBe(false);
  });

  test("that joins a namespace more than once ends the session and makes no sockets", async () => {
    const session = await openSession();
    await bring(session, Array(LIMITS.packets.most).fill("40/dashboard,"));
    const answer = await fetch(`${polling()}&sid=${session}`);
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining("unknown")]);
  });
});

describe("a WebSocket", () => {
  test("answers a plain request that names its session, and goes on", async () => {
    const { socket, heard, opened, answered } = raw();
    await opened;
    await answered("0");
    const { sid } = JSON.parse(heard[0].slice(1));
    const target = `${polling().replace("polling", "websocket")}&sid=${sid}`;
    for (const method of ["GET", "POST"]) {
      const answer = await fetch(target, { method });
      expect([answer.status, await answer.json()]).toEqual([
        400,
        expect.objectContaining({ detail: expect.stringContaining("upgrade") }),
      ]);
    }
    socket.send("40/worker,");
    await answered("40/worker");
    socket.close();
  });

  test("that joins a namespace and leaves it again and again is cut", async () => {
    const { socket, heard, opened, closed } = raw();
    await opened;
    // a request on the other namespace is answered once the leave before it has been taken
    const next: Record<string, string[]> = {
      "40/dashboard": ["40/worker,"],
      "40/worker": ["41/worker,", '42/dashboard,1["x"]'],
      "43/dashboard": ["40/worker,"],
    };
    socket.on("message", (data) => {
      for (const packet of next[String(data).split(",")[0]] ?? []) socket.send(packet);
    });
    socket.send("40/dashboard,");
    await closed;
    const joins = heard.filter((each) => each.startsWith("40/"));
    expect(joins).toHaveLength(LIMITS.namespaceJoins.most);
  });

  test("of a worker that announces bytes in several places is cut before any have come", async () => {
    const { socket, opened, closed, answered } = raw();
    await opened;
    socket.send("40/worker,");
    await answered("40/worker");
    const places = [0, 1].map((num) => ({ _placeholder: true, num }));
    socket.send(`452-/worker,${JSON.stringify(["round:update", {}, ...places])}`);
    await closed;
  });

  test("that is to take over from polling may send no long message before it has", async () => {
    const { socket, opened, closed } = raw(await openSession());
    await opened;
    socket.send(new Uint8Array(LIMITS.textBytes.most + 1));
    expect(await closed).toBe(1009); // the length is looked at before the bytes come
  });

  test("that took over from polling may send long messages as a worker", async () => {
    const session = await openSession();
    const { socket, heard, opened, answered } = raw(session);
    await opened;
    socket.send("2probe");
    await answered("3probe");
    for (const packet of ["5", "40/worker,"]) socket.send(packet);
    await answered("40/worker");
    const join = { protocol: PROTOCOL_VERSION, room: local.room, backend: "raw" };
    socket.send(`42/worker,1${JSON.stringify(["worker:join", join])}`);
    await answered("43/worker,1");
    socket.send(`451-/worker,2${JSON.stringify(["round:update", {}, { _placeholder: true, num: 0 }])}`);
    socket.send(new Uint8Array(5_000_000));
    await answered("43/worker,2");
    expect(heard.at(-1)).toContain("malformed");
    socket.close();
  });
});
