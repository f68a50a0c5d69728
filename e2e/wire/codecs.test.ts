import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chooseNodeBackend } from "@honest-majority/backends";
import { createLearner } from "@honest-majority/learning";
import {
  decodeVector,
  decodeVectors,
  encodeVectors,
  type RoundTask,
  type RunConfigInput,
  vectorBytes,
} from "@honest-majority/protocol";
import { afterEach, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { joinLiveWorker } from "../src/coordinator/liveWorker";
import { type LocalCoordinator, startLocalCoordinator } from "../src/coordinator/local";

let local: LocalCoordinator;
const guests: { hangUp(): void }[] = [];
beforeAll(async () => void (await chooseNodeBackend()));
afterEach(async () => {
  for (const guest of guests.splice(0)) guest.hangUp();
  await local.close();
});

const constant = (c: number) => (parameters: Float32Array) => new Float32Array(parameters.length).fill(c);
const start = async () => void (await (await local.dashboard()).emitWithAck("run:start"));
const finished = () =>
  expect.poll(async () => (await local.record()).state.phase, { timeout: 20_000 }).toBe("finished");
const rounds = async () => (await local.record(local.coordinator.instructorToken)).rounds;

/** With tfjs' learner, whose parameters are kept. */
function realWorker() {
  const parameters: Float32Array[] = [];
  const { url, room } = local;
  const { worker, view } = joinLiveWorker({
    url,
    room,
    createLearner({ training }, examples, workerIndex) {
      const learner = createLearner({ ...training, examples, workerIndex });
      return {
        ...learner,
        gradients(arms, ...rest) {
          parameters.push(...arms);
          return learner.gradients(arms, ...rest);
        },
      };
    },
  });
  guests.push(worker);
  return { ready: () => expect.poll(() => view().link.kind).toBe("ready"), view, parameters };
}

/** What each round's parameters were, [round][arm], as one worker had them. */
type Heard = Map<number, Float32Array[]>;

/** Sends what depends on every bit of the parameters. */
function watcher(heard: Heard, codecs?: string[], token?: string) {
  return local.worker({
    join: { codecs, token },
    update: (parameters, { round }) => {
      heard.set(round, [...(heard.get(round) ?? []), parameters.slice()]);
      return parameters.map((w, i) => Math.sin(i * 7 + 1e3 * w));
    },
  });
}

describe("a run in int8", () => {
  test("brings steps to those that read them, and all hold the same parameters, to the bit", async () => {
    local = await startLocalCoordinator({ codec: "int8", rounds: 6, workers: 3, f: 1, attack: "foe" });
    const real = realWorker();
    await real.ready();
    const [steps, whole]: Heard[] = [new Map(), new Map()];
    const follower = await watcher(steps, ["int8"]);
    const other = await watcher(whole);
    const role = { kind: "malicious", attack: { kind: "foe", epsilon: 1 } } as const;
    const dashboard = await local.dashboard();
    const step = async (rounds: number) => {
      await dashboard.emitWithAck("run:step");
      await expect.poll(async () => (await local.record()).rounds.length, { timeout: 20_000 }).toBe(rounds);
    };
    for (const rounds of [1, 2, 3]) await step(rounds);
    await dashboard.emitWithAck("worker:flip", { worker: follower.joined.worker.id, role });
    expect(await dashboard.emitWithAck("arm:add", { arm: { aggregator: { rule: "krum" } } })).toMatchObject({
      ok: true,
    });
    for (const rounds of [4, 5, 6]) await step(rounds);

    expect(follower.opened.map(({ codec }) => codec)).toEqual(new Array(6).fill("int8"));
    // a new arm has no round before
    const bases = [undefined, 0, 1, undefined, 3, 4];
    expect(follower.opened.map(({ parameters }) => parameters.base)).toEqual(bases);
    expect(other.opened.map(({ parameters }) => parameters)).toEqual(new Array(6).fill({ codec: "float32" }));
    expect(steps).toEqual(whole);
    expect(real.parameters).toEqual([...whole.values()].flat());
    expect(real.parameters[2]).not.toEqual(real.parameters[0]);
    expect((await rounds()).map(({ refusals }) => refusals)).toEqual(new Array(6).fill([]));
  });

  test("goes on after a restart as if there had been none", async () => {
    const config: RunConfigInput = { codec: "int8", rounds: 5, workers: 2 };
    const home = await mkdtemp(join(tmpdir(), "steps-"));
    onTestFinished(() => rm(home, { recursive: true })); // after the coordinator, which saves when it is closed
    const [steps, whole, again]: Heard[] = [new Map(), new Map(), new Map()];
    local = await startLocalCoordinator(config);
    const [a] = [await watcher(whole), await watcher(new Map(), ["int8"])];
    await start();
    await finished();
    a.close();
    await local.close();
    local = await startLocalCoordinator(config, home);
    const before = [await watcher(again), await watcher(steps, ["int8"])];
    const dashboard = await local.dashboard();
    for (const closed of [1, 2, 3]) {
      await dashboard.emitWithAck("run:step");
      await expect.poll(async () => (await local.record()).rounds.length).toBe(closed);
    }
    const tokens = before.map(({ joined }) => joined.worker.token);
    await local.close();
    local = await startLocalCoordinator(config, home, [local.room]);
    const [, follower] = [
      await watcher(again, undefined, tokens[0]),
      await watcher(steps, ["int8"], tokens[1]),
    ];
    await start();
    await finished();
    expect(follower.opened.map(({ parameters }) => parameters.base)).toEqual([undefined, 3]);
    expect(again).toEqual(whole);
    expect(steps).toEqual(whole);
  });
});

describe("a run in float16", () => {
  test("serves our own workers in float16 and a client that names no codec in float32", async () => {
    local = await startLocalCoordinator({ codec: "float16", rounds: 2, workers: 2, batchSize: 32 });
    const real = realWorker();
    await real.ready();
    const foreign = await local.worker({ update: constant(0.01) });
    await start();
    await finished();
    expect(foreign.opened.map(({ codec }) => codec)).toEqual(["float32", "float32"]);
    expect(foreign.answers).toEqual(new Array(4).fill({ ok: true }));
    for (const { arms, refusals } of await rounds()) {
      expect(refusals).toEqual([]);
      expect(arms.map(({ outcome, counted }) => [outcome, counted])).toEqual(
        new Array(2).fill(["stepped", 2]),
      );
    }
    expect(real.view().round?.status).toBe("sent");
    expect(real.parameters).toHaveLength(4);
    for (const arm of real.parameters) {
      // float16 gives back as it is what was float16 before, and nothing else
      expect(decodeVector(encodeVectors([arm], "float16"), arm.length, "float16")).toEqual(arm);
    }
  });

  test("sends parameters in half the bytes, each arm with its own scale, to a worker that names the codec", async () => {
    local = await startLocalCoordinator({ codec: "float16", rounds: 2, workers: 2, learningRate: 1 });
    const opened: { task: RoundTask; bytes: Uint8Array }[] = [];
    const half = await local.worker({
      join: { codecs: ["float64", "float16"] },
      update: constant(0.5),
    });
    half.socket.on("round:open", (task, bytes) =>
      opened.push({ task, bytes: new Uint8Array(bytes as Uint8Array) }),
    );
    const exact: Float32Array[] = [];
    await local.worker({
      update: (parameters, { arm }) => {
        if (arm === 0) exact.push(parameters);
        return constant(0.5)(parameters);
      },
    });
    await start();
    await finished();
    expect(half.answers).toEqual(new Array(4).fill({ ok: true }));
    opened.forEach(({ task: { codec, arms, dim }, bytes }, round) => {
      expect(codec).toBe("float16");
      expect(bytes.length).toBe(arms.length * (4 + 2 * dim));
      const [mean] = decodeVectors(bytes, { count: 2, length: dim, codec });
      const largest = exact[round].reduce((most, w) => Math.max(most, Math.abs(w)), 0);
      mean.forEach((w, i) => {
        const error = Math.abs(w - exact[round][i]);
        if (error > 2 ** -11 * Math.abs(exact[round][i]) + 2 ** -24 * largest)
          throw new Error(`round ${round}, value ${i}: ${w} for ${exact[round][i]}`);
      });
    });
    // halves hold 0.5 exactly: w₁ = w₀ − 1 · 0.5
    expect(exact[1]).toEqual(exact[0].map((w) => w - 0.5));
  });

  test("gives an attacker its vectors in the codec that it named", async () => {
    local = await startLocalCoordinator({ codec: "float16", rounds: 1, workers: 3, f: 1 });
    await local.worker({ update: constant(1) });
    await local.worker({ update: constant(3) });
    const flip = { role: { kind: "malicious", attack: { kind: "foe", epsilon: 1 } } } as const;
    const attackers = [
      await local.worker({ join: { codecs: ["float16"] }, misbehave: () => [] }),
      await local.worker({ misbehave: () => [] }),
    ];
    for (const { socket } of attackers) await socket.emitWithAck("worker:flip", flip);
    await start();
    for (const [attacker, codec] of [
      [attackers[0], "float16"],
      [attackers[1], "float32"],
    ] as const) {
      await expect.poll(() => attacker.attacks.length, { timeout: 10_000 }).toBe(1);
      const [{ header, bytes }] = attacker.attacks;
      expect(header.codec).toBe(codec);
      const vectors = decodeVectors(bytes, { count: 2, length: header.dim, codec });
      // −1 times the mean of 1 and 3, for each arm
      expect(vectors.map((vector) => vector[9])).toEqual([-2, -2]);
    }
  });

  test("accepts an update in any known codec, with that codec's number of bytes", async () => {
    local = await startLocalCoordinator({ rounds: 1, workers: 1, arms: ["mean"] });
    const worker = await local.worker({
      update: constant(2),
      misbehave: ({ header }) => {
        const vector = new Float32Array(header.dim).fill(2);
        const bytes = encodeVectors([vector], "float16");
        const spoilt = bytes.slice();
        spoilt.set([0, 0, 0xc0, 0x7f]); // a NaN scale
        return [
          { header: { ...header, codec: "float16" }, bytes: bytes.subarray(1) },
          { header: { ...header, codec: "float32" }, bytes },
          { header: { ...header, codec: "constructor" }, bytes },
          { header: { ...header, codec: "float16" }, bytes: header.round === 0 ? bytes : spoilt },
        ];
      },
    });
    await start();
    await finished();
    expect(vectorBytes("float16", 7850)).toBe(15_704);
    expect(worker.answers.map((answer) => answer.ok || [answer.code, answer.detail])).toEqual([
      ["wrong-bytes", "7850 float16 values take 15704 bytes, 15703 came"],
      ["wrong-bytes", "7850 float32 values take 31400 bytes, 15704 came"],
      ["malformed", expect.stringContaining('must be one of float32, float16, int8, got "constructor"')],
      true,
    ]);
    const [{ arms }] = await rounds();
    expect(arms[0].aggregateNorm).toBeCloseTo(2 * Math.sqrt(7850), 2);
  });
});
