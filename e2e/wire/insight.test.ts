import type { MapView, ShadowView } from "@honest-majority/protocol";
import { afterEach, describe, expect, test } from "vitest";
import { type LocalCoordinator, startLocalCoordinator } from "../src/coordinator/local";

let local: LocalCoordinator;
afterEach(() => local.close());

/** An update of this value in the first coordinate. */
const along = (value: number) => (parameters: Float32Array) => {
  const update = new Float32Array(parameters.length);
  update[0] = value;
  return update;
};

describe("the insight panels over the wire", () => {
  test("show the map and every rule to a dashboard that watches, and to no other", async () => {
    local = await startLocalCoordinator({ rounds: 1, arms: ["mean"], workers: 3 });
    await Promise.all([1, 2, 6].map((value) => local.worker({ update: along(value) })));
    const dashboard = await local.dashboard();
    const maps: MapView[] = [];
    const shadows: ShadowView[] = [];
    dashboard.on("insight:map", (view) => maps.push(view));
    dashboard.on("insight:shadow", (view) => shadows.push(view));
    const other = await local.dashboard();
    const others: unknown[] = [];
    other.on("insight:map", (view) => others.push(view));
    other.on("insight:shadow", (view) => others.push(view));
    expect(await dashboard.emitWithAck("insight:watch", { panels: ["map", "shadow"] })).toEqual({ ok: true });
    await dashboard.emitWithAck("run:start");
    await expect.poll(() => shadows.at(-1)?.pending, { timeout: 20_000 }).toBe(0);
    // on one line, their mean is 3
    const [map] = maps;
    expect(map.updates.map(({ x }) => Math.abs(x)).sort()).toEqual(
      [1, 2, 3].map((distance) => expect.closeTo(distance, 5)),
    );
    expect(map.aggregates).toEqual([{ arm: "mean", x: expect.closeTo(0, 5), y: 0 }]);
    expect(map).toMatchObject({ round: 0, arm: "mean", medianDistance: 4, shown: 1 });
    expect(shadows.at(-1)?.rows.slice(0, 2)).toMatchObject([
      { rule: "mean", distance: 0, liarsKept: 0, honestKept: 3 },
      { rule: "coordinateMedian", distance: 1 },
    ]);
    expect(others).toEqual([]);

    // the run has ended, and its last views are there for whoever comes
    expect(await other.emitWithAck("insight:watch", { panels: ["map"] })).toEqual({ ok: true });
    await expect.poll(() => others).toEqual([maps.at(-1)]);
  });

  test("keep the rules' results of a secret run from others than the instructor until the reveal", async () => {
    local = await startLocalCoordinator({ rounds: 1, secret: true });
    const [dashboard, projector] = [await local.dashboard(), await local.dashboard(null)];
    const shadow = { panels: ["shadow" as const] };
    expect(await projector.emitWithAck("insight:watch", shadow)).toMatchObject({ code: "not-allowed" });
    expect(await projector.emitWithAck("insight:watch", { panels: ["map"] })).toEqual({ ok: true });
    expect(await dashboard.emitWithAck("class:set", { revealed: true })).toEqual({ ok: true });
    expect(await projector.emitWithAck("insight:watch", shadow)).toEqual({ ok: true });
  });

  test("refuse an unknown panel", async () => {
    local = await startLocalCoordinator({ rounds: 1 });
    const dashboard = await local.dashboard();
    expect(await dashboard.emitWithAck("insight:watch", { panels: ["truth"] as never })).toMatchObject({
      code: "malformed",
    });
  });
});
