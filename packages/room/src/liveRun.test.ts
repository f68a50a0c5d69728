import type { Compute } from "@honest-majority/conductor";
import { encodeVectors, RunConfig } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { newLiveRun } from "./liveRun";
import type { RunStore } from "./runStore";

const config = RunConfig.parse({ arms: ["mean"], f: 0, workers: 1, rounds: 2 });
const vector = () => new Float32Array(1);

describe("newLiveRun", () => {
  test("saves the room before the first round, so that a coordinator killed afterwards resumes this run", async () => {
    const kept: string[] = [];
    const said: string[] = [];
    const stepped = { arm: 0, outcome: "stepped" as const, warnings: [], aggregateNorm: 1 };
    const compute = {
      prepare: async () => ({
        dim: 1,
        parameters: vector(),
        previous: vector(),
        residual: vector(),
        train: { count: 1 } as Awaited<ReturnType<Compute["prepare"]>>["train"],
        shards: [],
      }),
      spareRow: vector,
      setRow() {},
      aggregate: async () => [{ ...stepped, aggregateMs: 0 }],
      evaluate: async (_, { arms }) => arms.map(() => ({ accuracy: 0, loss: 0, confusion: [] })),
      armTruths: async () => [],
      armVerdicts: async () => [[1]],
    } satisfies Partial<Compute>;
    const { conductor } = await newLiveRun(
      {
        ahead: 0,
        code: "TEST",
        compute: compute as Partial<Compute> as Compute,
        store: {
          append: async (_, __, { round }) => void kept.push(`round ${round}`),
        } satisfies Partial<RunStore> as Partial<RunStore> as RunStore,
        saveRoom: async () => void kept.push("room"),
        newRunId: () => "run",
        outbox: { toWorker() {}, toWorkers() {}, toDashboards: (event) => said.push(event), dismiss() {} },
        clock: { now: () => 0, date: () => 0, after: () => () => {} },
        roles: () => new Map(),
        codecs: () => [],
        alarm: (sentence) => said.push(sentence),
        onState() {},
        onUpdate() {},
        onLosses() {},
        onClosed() {},
        onRefusal() {},
        onLateAnswer() {},
        onHeldUp() {},
      },
      config,
    );
    conductor.setReady(["ada"]);
    conductor.command("start");
    for (const round of [0, 1]) {
      const header = {
        run: "run",
        round,
        arm: 0,
        dim: 1,
        codec: "float32",
        trainLoss: 1,
        computeMs: 1,
      } as const;
      expect(conductor.takeUpdate("ada", header, encodeVectors([vector()]))).toEqual({ ok: true });
      await expect.poll(() => conductor.records.length).toBe(round + 1);
    }
    expect(kept).toEqual(["room", "round 0", "round 1"]);
    expect(said.filter((event) => event === "round:closed")).toHaveLength(2);
  });
});
