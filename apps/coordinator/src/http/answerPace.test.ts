import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { expect, onTestFinished, test } from "vitest";
import { AnswerPace } from "./answerPace";

/** Requests name their address in a header. */
async function serve(
  bytes: { perSecond: number; atOnce: number },
  handle: (pace: AnswerPace) => RequestListener,
) {
  const pace = new AnswerPace(({ headers }) => headers.from, { bytes });
  const server = createServer(handle(pace));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return async (from?: string) => {
    const start = performance.now();
    const answer = await fetch(`http://127.0.0.1:${port}/`, { headers: from === undefined ? {} : { from } });
    const { byteLength } = await answer.arrayBuffer();
    const { status, headers } = answer;
    return { status, byteLength, after: headers.get("retry-after"), ms: performance.now() - start };
  };
}

test("pieces go to an address no faster than they may, on all of its connections together", async () => {
  const pieces = Array<Uint8Array>(10).fill(new Uint8Array(1_000));
  const ask = await serve(
    { perSecond: 40_000, atOnce: 1_000 },
    (pace) => (request, response) =>
      void Readable.from(pace.pieces(request, pieces), { objectMode: false }).pipe(response),
  );
  const [first, second] = await Promise.all([ask("a"), ask("a")]);
  expect([first.byteLength, second.byteLength]).toEqual([10_000, 10_000]);
  // 20,000 bytes less the thousand at once and the last piece, at 40,000 a second
  expect(Math.max(first.ms, second.ms)).toBeGreaterThan(440);
  const own = await ask();
  expect(own.byteLength).toBe(10_000);
});

test("a whole answer waits for its turn, and is refused when that is too long", async () => {
  const whole = (bytes: number) =>
    serve({ perSecond: 10_000, atOnce: 0 }, (pace) => async (request, response) => {
      if (await pace.allows(request, response, bytes)) response.end();
    });
  const ask = await whole(3_000);
  expect((await ask("a")).status).toBe(200);
  expect((await ask("a")).ms).toBeGreaterThan(150);
  const askLong = await whole(60_000);
  expect((await askLong("a")).status).toBe(200);
  expect(await askLong("a")).toMatchObject({ status: 429, after: "5" });
  expect((await askLong("b")).status).toBe(200);
});
