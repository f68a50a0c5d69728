import { createServer, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { oneAtATime } from "./oneAtATime";

/** Requests name their address in a header; those to /held get no answer until `held` is ended. */
async function serve(limits: { perAddress: number; inAll: number }) {
  const held: ServerResponse[] = [];
  const handler: RequestListener = ({ url }, response) => {
    if (url === "/held") held.push(response);
    else response.end("fine");
  };
  const addressOf = ({ headers }: { headers: Record<string, unknown> }) => headers.from as string | undefined;
  const server = createServer(oneAtATime(handler, { addressOf, limits }));
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
