import type { Examples, Learner, LocalSteps } from "@honest-majority/learning";
import {
  type Answer,
  type Assignment,
  decodeVector,
  encodeVectors,
  type Joined,
  type Knowledge,
  type Role,
  type RoundTask,
  RunConfig,
  refuse,
  trainingOf,
  type UpdateHeader,
} from "@honest-majority/protocol";
import { expect, test } from "vitest";
import { createSession } from "./session";
import type { SessionEnv } from "./sessionEnv";
import type { LearnerView } from "./view";

const TRAINING = trainingOf(
  RunConfig.parse({ model: "softmax", batchSize: 2, algorithm: { momentum: 0.5 } }),
);
const HONEST: Role = { kind: "honest" };
const FLIPPED: Role = { kind: "malicious", attack: { kind: "labelFlip" } };
const RANDOM: Role = { kind: "malicious", attack: { kind: "randomLabels" } };
const SILENT: Role = { kind: "malicious", attack: { kind: "silent" } };
const LATE: Role = { kind: "malicious", attack: { kind: "late" } };
const FOE: Role = { kind: "malicious", attack: { kind: "foe", epsilon: 1 } };

/** `training` alone counts: the copies beside it say something else. */
const assignment = (run: string, more: Partial<Assignment> = {}): Assignment => ({
  run,
  training: TRAINING,
  model: "lenet5",
  dataset: "mnist",
  seed: 9,
  batchSize: 99,
  localSteps: 9,
  augment: true,
  momentum: 0.9,
  dim: 1,
  shard: { path: "/s", index: 0, of: 1, examples: 0, height: 1, width: 1, channels: 1, classes: 10 },
  maxUpdateBytes: 100,
  maxMessageBytes: 1_000,
  ...more,
});
const joined = (run: string, more: Partial<Assignment> = {}): Joined => ({
  worker: { id: "w", token: "t", name: "Ada", index: 0, role: HONEST },
  assignment: assignment(run, more),
  state: { phase: "lobby" },
});
const task = (round: number, role: Role = HONEST, run = "a"): RoundTask => ({
  run,
  round,
  arms: [0],
  dim: 1,
  codec: "float32",
  learningRate: 0.25,
  role,
  timeLeftMs: 1_000,
});
/** The one parameter: the gradient is the parameter itself, of a poisoned batch its opposite. */
const parameter = (value: number) => encodeVectors([Float32Array.of(value)]);

function setUp(answer: () => Answer = () => ({ ok: true })) {
  const sent: { header: UpdateHeader; value: number }[] = [];
  const readied: string[] = [];
  let view = {} as LearnerView;
  const steps: (LocalSteps | undefined)[] = [];
  let trained = 0;
  let disposed = 0;
  const sleepers: { ms: number; wake: () => void }[] = [];
  let gate: Promise<void> = Promise.resolve();
  let made: Promise<void> = Promise.resolve();
  const env: SessionEnv = {
    ready: async (run) => {
      readied.push(run);
      return { ok: true };
    },
    update: async (header, bytes) => {
      sent.push({ header, value: decodeVector(bytes, 1, header.codec)[0] });
      return answer();
    },
    loadShard: async () => ({ count: 0 }) as Examples,
    createLearner: async (): Promise<Learner> => {
      await made;
      return {
        async gradients(parameters, _round, poison, asked) {
          trained++;
          steps.push(asked);
          await gate;
          const by = (sign: number) =>
            parameters.map((p) => ({ gradient: Float32Array.of(sign * p[0]), loss: Math.abs(p[0]) }));
          return { own: by(1), poisoned: poison && by(-1) };
        },
        dispose: () => {
          disposed++;
        },
      };
    },
    now: () => 0,
    sleep: (ms) =>
      new Promise((wake) => {
        sleepers.push({ ms, wake });
      }),
    report: (change) => {
      view = { ...view, ...change };
    },
    showExamples: () => {},
  };
  return {
    session: createSession(env),
    sent,
    readied,
    view: () => view,
    trained: () => trained,
    steps,
    sleepers,
    disposed: () => disposed,
    holdTraining() {
      let release = () => {};
      gate = new Promise((resolve) => {
        release = resolve;
      });
      return () => release();
    },
    holdMaking() {
      let release = () => {};
      made = new Promise((resolve) => {
        release = resolve;
      });
      return () => release();
    },
    values: () => sent.map(({ value }) => value),
  };
}

test("a worker loads its shard, says ready, and answers each round with its momentum", async () => {
  const { session, readied, values, view } = setUp();
  await session.joined(joined("a"));
  expect(readied).toEqual(["a"]);
  expect(view().link).toEqual({ kind: "ready" });
  await session.open(task(0), parameter(4));
  await session.open(task(1), parameter(8));
  // u₀ = 4, then ½·4 + ½·8 = 6
  expect(values()).toEqual([4, 6]);
  expect(view().round).toEqual({ round: 1, status: "sent", detail: undefined });
});

test("K of the assignment and η of the round are what it trains with, and momentum takes one step a round", async () => {
  const { session, steps, values } = setUp();
  await session.joined(joined("a", { training: { ...TRAINING, localSteps: 3 } }));
  await session.open(task(0), parameter(4));
  await session.open({ ...task(1, FLIPPED), learningRate: 0.125 }, parameter(8));
  await session.open(task(2), parameter(2));
  expect(steps).toEqual([0.25, 0.125, 0.25].map((learningRate) => ({ count: 3, learningRate })));
  // u₀ = 4; ½·4 + ½·8 = 6 behind the flip; ½·6 + ½·2 = 4
  expect(values()).toEqual([4, -8, 4]);
});

test("the honest momentum goes on behind a label flip, and the flipped one starts again at each flip", async () => {
  const { session, values } = setUp();
  await session.joined(joined("a"));
  await session.open(task(0), parameter(4)); // u = 4
  await session.open(task(1, FLIPPED), parameter(8)); // u = 6; flipped v = −8
  await session.open(task(2, FLIPPED), parameter(2)); // u = 4; v = ½·(−8) + ½·(−2) = −5
  await session.open(task(3), parameter(0)); // u = 2
  await session.open(task(4, FLIPPED), parameter(10)); // v = −10, not ½·(−5) + ½·(−10)
  expect(values()).toEqual([4, -8, -5, 2, -10]);
});

test("another poison starts a momentum of its own", async () => {
  const { session, values } = setUp();
  await session.joined(joined("a"));
  await session.open(task(0, FLIPPED), parameter(4)); // v = −4
  await session.open(task(1, RANDOM), parameter(8)); // v = −8, not ½·(−4) + ½·(−8)
  await session.open(task(2, RANDOM), parameter(2)); // v = ½·(−8) + ½·(−2) = −5
  expect(values()).toEqual([-4, -8, -5]);
});

test("a silent worker trains and sends nothing, and its honest momentum goes on", async () => {
  const { session, values, view } = setUp();
  await session.joined(joined("a"));
  await session.open(task(0, SILENT), parameter(4)); // u = 4
  expect(values()).toEqual([]);
  expect(view().round?.status).toBe("withheld");
  await session.open(task(1), parameter(8)); // u = ½·4 + ½·8
  expect(values()).toEqual([6]);
});

test("a late worker's update goes out past the deadline, counted from the round's opening, while it plays the next round", async () => {
  const { session, sent, sleepers, view, holdTraining } = setUp();
  await session.joined(joined("a"));
  const release = holdTraining();
  const opened = session.open(task(0, LATE), parameter(4));
  // 1000 ms to the deadline and 250 past it, while training goes on
  expect(sleepers.map(({ ms }) => ms)).toEqual([1_250]);
  release();
  await opened;
  expect(view().round?.status).toBe("withheld");
  await session.open(task(1, SILENT), parameter(8));
  sleepers[0].wake();
  await expect.poll(() => sent.map(({ header, value }) => [header.round, value])).toEqual([[0, 4]]);
  // what became of it says nothing of the round that is open now
  expect(view().round).toEqual({ round: 1, status: "withheld", detail: undefined });
});

test("an update that is held back is not sent once its run is over", async () => {
  const { session, values, sleepers } = setUp();
  await session.joined(joined("a"));
  await session.open(task(0, LATE), parameter(4));
  await session.assigned(assignment("b"));
  sleepers[0].wake();
  await session.open(task(0, HONEST, "b"), parameter(8));
  expect(values()).toEqual([8]);
});

test("an attack that needs knowledge waits for it, whichever comes first", async () => {
  const knowledge: Knowledge = {
    run: "a",
    round: 0,
    arms: [0],
    dim: 1,
    codec: "float32",
    m: 3,
    f: 1,
    honest: 2,
    strengths: [null],
    mimicked: false,
  };
  const vectors = encodeVectors([Float32Array.of(7, 0)]);
  const late = setUp();
  await late.session.joined(joined("a"));
  await late.session.open(task(0, FOE), parameter(4));
  expect(late.values()).toEqual([]);
  expect(late.view().round?.status).toBe("waiting");
  await late.session.knowledge(knowledge, vectors);
  expect(late.values()).toEqual([-7]);

  const early = setUp();
  await early.session.joined(joined("a"));
  const go = early.holdTraining();
  const opened = early.session.open(task(0, FOE), parameter(4));
  await early.session.knowledge(knowledge, vectors);
  expect(early.values()).toEqual([]);
  go();
  await opened;
  expect(early.values()).toEqual([-7]);
});

test("knowledge of another round is ignored", async () => {
  const { session, values } = setUp();
  await session.joined(joined("a"));
  const old = { run: "a", round: 0, arms: [0], dim: 1, codec: "float32", m: 3, f: 1, honest: 2 } as const;
  const nothing = { strengths: [null], mimicked: false };
  await session.knowledge({ ...old, ...nothing, arms: [0] }, encodeVectors([Float32Array.of(7, 0)]));
  await session.open(task(1, FOE), parameter(4));
  expect(values()).toEqual([]);
});

test("a round opened again after a lost connection is sent again, but trained once", async () => {
  const { session, values, trained } = setUp();
  await session.joined(joined("a"));
  await session.open(task(0), parameter(4));
  await session.joined(joined("a"));
  await session.open(task(0), parameter(4));
  await session.open(task(1), parameter(8));
  expect(values()).toEqual([4, 4, 6]);
  expect(trained()).toBe(2);
});

test("rounds that opened while it trained are passed over for the latest", async () => {
  const { session, sent, holdTraining } = setUp();
  await session.joined(joined("a"));
  const release = holdTraining();
  const first = session.open(task(0), parameter(4));
  await session.open(task(1), parameter(4));
  await session.open(task(2), parameter(4));
  release();
  await first;
  expect(sent.map(({ header }) => header.round)).toEqual([2]);
});

test("a new run forgets momentum and learner, and answers only its own rounds", async () => {
  const { session, values, readied, disposed } = setUp();
  await session.joined(joined("a"));
  await session.open(task(0), parameter(4));
  await session.assigned(assignment("b"));
  expect([readied, disposed()]).toEqual([["a", "b"], 1]);
  await session.open(task(1), parameter(9)); // of run a
  await session.open(task(0, HONEST, "b"), parameter(8));
  expect(values()).toEqual([4, 8]);
});

test("a refusal is shown with the coordinator's sentence, and the next round is answered", async () => {
  const refusals: Answer[] = [refuse("not-finite", "value 0 is NaN")];
  const { session, view, values } = setUp(() => refusals.pop() ?? { ok: true });
  await session.joined(joined("a"));
  await session.open(task(0), parameter(Number.NaN));
  expect(values()).toEqual([Number.NaN]); // sent as it is: the coordinator counts it
  expect(view().round).toEqual({ round: 0, status: "refused", detail: "value 0 is NaN" });
  expect(view().losses).toEqual([null]);
  await session.open(task(1), parameter(1));
  expect(view().round?.status).toBe("sent");
});

test("an update longer than the room takes is not sent, and the page says so", async () => {
  const { session, values, view } = setUp();
  await session.joined(joined("a", { maxUpdateBytes: 3 }));
  await session.open(task(0), parameter(4));
  expect(values()).toEqual([]);
  expect(view().round?.detail).toBe("an update takes 4 bytes, this room takes 3");
});

test("a learner that is still being made when the run changes is never used", async () => {
  const { session, holdMaking, readied, disposed, values } = setUp();
  const release = holdMaking();
  const first = session.joined(joined("a"));
  await new Promise((resolve) => setTimeout(resolve)); // its shard has come
  const second = session.assigned(assignment("b", {}));
  release();
  await Promise.all([first, second]);
  expect(readied).toEqual(["b"]);
  expect(disposed()).toBe(1);
  await session.open(task(0, HONEST, "b"), parameter(4));
  expect(values()).toEqual([4]);
});

test("joined again while its learner is being made, a worker keeps the first one and says ready at both connections", async () => {
  const { session, holdMaking, readied, disposed } = setUp();
  const release = holdMaking();
  const both = [session.joined(joined("a")), session.joined(joined("a"))];
  release();
  await Promise.all(both);
  expect(readied).toEqual(["a", "a"]);
  expect(disposed()).toBe(1);
});

test("a session that ends while its learner is being made leaves none behind, and says ready to nobody", async () => {
  const { session, holdMaking, readied, disposed } = setUp();
  const release = holdMaking();
  const joining = session.joined(joined("a"));
  await new Promise((resolve) => setTimeout(resolve)); // its shard has come
  session.dispose();
  release();
  await joining;
  expect(readied).toEqual([]);
  expect(disposed()).toBe(1);
});

test("an update is sent in the codec that the round was opened in", async () => {
  const { session, sent } = setUp();
  await session.joined(joined("a"));
  await session.open({ ...task(0), codec: "float16" }, encodeVectors([Float32Array.of(3)], "float16"));
  await session.open(task(1), parameter(3));
  expect(sent.map(({ header, value }) => [header.codec, value])).toEqual([
    ["float16", 3],
    ["float32", 3],
  ]);
});
