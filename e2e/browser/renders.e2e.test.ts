import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { countRenders } from "../src/bench/dashboard/pageFigures";
import { recordStream } from "../src/bench/dashboard/record";
import type { Delivery } from "../src/bench/dashboard/renderProbe";
import { RENDER_LIMITS, rendersByEvent } from "../src/bench/dashboard/renders";
import { openReplay } from "../src/bench/dashboard/replay";
import { launchChromium } from "../src/chromium/launch";

const CLASS = { m: 20, K: 3 };

let browser: Browser;
let deliveries: Delivery[];

beforeAll(async () => {
  const stream = await recordStream({
    workers: CLASS.m,
    malicious: 5,
    rounds: 10,
    pace: "fast",
    config: {
      dataset: "glyphs",
      model: "softmax",
      f: 5,
      arms: ["mean", "coordinateMedian", "krum"],
      batchSize: 8,
      rounds: 1_000,
      evaluateEvery: 1,
    },
  });
  browser = await launchChromium(inject("chromium"));
  const replay = await openReplay(stream);
  deliveries = await countRenders(browser, replay, 10);
  await replay.close();
});
afterAll(() => browser?.close());

describe("the dashboard", () => {
  test.each(Object.entries(RENDER_LIMITS))("renders only what %s is about", (event, limit) => {
    const { most, names } = rendersByEvent(deliveries).find((each) => each.event === event) ?? {};
    expect(most, names).toBeLessThanOrEqual(limit(CLASS));
  });

  test("renders every tile once for a closed round", () => {
    const closed = deliveries.filter(({ event }) => event === "round:closed");
    // the first comes with the answer to room:watch, and the last may still be unrecorded when the stream ends
    expect(closed.length).toBeGreaterThanOrEqual(8);
    // fewer would mean that the count misses some: after a round every tile shows other verdicts or cells
    for (const { renders } of closed) expect(renders).toBeGreaterThanOrEqual(CLASS.m);
  });
});
