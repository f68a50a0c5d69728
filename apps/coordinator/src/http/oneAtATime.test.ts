import { createServer, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { oneAtATime } from "./oneAtATime";

/** Requests name their address in a header; those to /held get no answer until `held` is ended. */
async function serve(
  limits: { perAddress: number; inAll: number },
  rate = { perSecond: 1_000, atOnce: 1_000 },
) {
  const held: ServerResponse[] = [];
  const handler: RequestListener = ({ url }, response) => {
    if (url === "/held") held.push(response);
    else response.end("fine");
  };
  const addressOf = ({ headers }: { headers: Record<string, unknown> }) => headers.from as string | undefined;
  const server = createServer(
    oneAtATime(handler, { addressOf, limits, rate, isServing: ({ url }) => url === "/serving" }),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  const ask = (from: string | undefined, path = "/") =>
    fetch(`http://127.0.0.1:${port}${path}`, { headers: from === undefined ? {} : { from } });
  const hold = async (from: string | undefined) => {
    const before = held.length;
    ask(from, "/held").catch(() => {}); // the end of the test ends those that still wait
    await expect.poll(() => held.length).toBe(before + 1);
  };
  return { ask, hold, held };
}

test("of one address, and of all, only so many requests are answered at a time; this machine's own always are", async () => {
  const { ask, hold, held } = await serve({ perAddress: 2, inAll: 3 });
  await hold("a");
  await hold("a");
  const refused = await ask("a");
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "1"]);
  expect(await refused.json()).toMatchObject({
    code: "too-many",
    detail: expect.stringContaining("of this address (2)"),
  });
  expect((await ask("b")).status).toBe(200);
  await hold("b");
  const all = await ask("c");
  expect([all.status, (await all.json()).detail]).toEqual([429, expect.stringContaining("(3)")]);
  expect((await ask(undefined)).status).toBe(200);
  held[0].end();
  await expect.poll(async () => (await ask("c")).status).toBe(200);
});

test("past its rate, the requests of an address wait for their turn, and are refused when that is too long", async () => {
  const { ask } = await serve({ perAddress: 9, inAll: 9 }, { perSecond: 4, atOnce: 1 });
  const start = performance.now();
  const times = await Promise.all(
    [1, 2, 3, 4].map(async () => {
      expect((await ask("a")).status).toBe(200);
      return performance.now() - start;
    }),
  );
  expect(Math.max(...times)).toBeGreaterThan(450);
  for (const other of ["b", undefined]) expect((await ask(other)).status).toBe(200);
  const { ask: askSlow } = await serve({ perAddress: 9, inAll: 9 }, { perSecond: 0.1, atOnce: 0 });
  expect((await askSlow("a")).status).toBe(200);
  const refused = await askSlow("a");
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "5"]);
  expect(await refused.json()).toMatchObject({ code: "too-many" });
  expect((await askSlow("b")).status).toBe(200);
});

test("requests with messages of those who have joined count for a tenth of the rate", async () => {
  const { ask } = await serve({ perAddress: 9, inAll: 9 }, { perSecond: 0.1, atOnce: 1 });
  for (let i = 0; i < 10; i++) expect((await ask("a", "/serving")).status).toBe(200);
  expect((await ask("a")).status).toBe(200); // the last one without a wait
  expect((await ask("a", "/serving")).status).toBe(429);
});
