import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Assignment } from "@honest-majority/protocol";
import { expect, onTestFinished, test } from "vitest";
import { fetchShard } from "./shard";

/** Answers with the statuses in turn, the last one for ever; a 200 brings two examples. */
async function served(...statuses: number[]) {
  const asked: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    const status = statuses[Math.min(asked.push(request.headers.authorization), statuses.length) - 1];
    response.writeHead(status);
    response.end(status === 200 ? Uint8Array.of(3, 9, 10, 20) : "too many");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const shard = { path: "/shard", examples: 2, height: 1, width: 1, channels: 1, classes: 10 };
  const waited: number[] = [];
  return {
    asked,
    waited,
    load: () =>
      fetchShard(
        `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        { shard } as Assignment,
        "ada",
        async (ms) => void waited.push(ms),
      ),
  };
}

test("fetchShard asks again, a second later, while the coordinator sends others their data", async () => {
  const { load, asked, waited } = await served(429, 429, 200);
  expect([...(await load()).labels]).toEqual([3, 9]);
  expect(asked).toEqual(Array(3).fill("Bearer ada"));
  expect(waited).toEqual([1_000, 1_000]);
});

test("fetchShard throws at any other answer, and at the 30th refusal", async () => {
  const wrongRun = await served(409);
  await expect(wrongRun.load()).rejects.toThrow("answered 409 for this worker's data");
  expect(wrongRun.waited).toEqual([]);
  const full = await served(429);
  await expect(full.load()).rejects.toThrow("answered 429");
  expect(full.asked).toHaveLength(30);
});
