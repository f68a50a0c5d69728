/** What the tests of `createSession` share: a model of one parameter, and a session with a scripted environment. */
import type { Examples, Learner, LocalSteps } from "@honest-majority/learning";
import {
  type Answer,
  type Assignment,
  type Bytes,
  decodeVector,
  encodeVectors,
  type Joined,
  type Role,
  type RoundTask,
  RunConfig,
  trainingOf,
  type UpdateHeader,
} from "@honest-majority/protocol";
import { createSession } from "./session";
import type { SessionEnv } from "./sessionEnv";
import type { LearnerView } from "./view";

export const TRAINING = trainingOf(
  RunConfig.parse({ model: "softmax", batchSize: 2, algorithm: { momentum: 0.5 } }),
);
export const HONEST: Role = { kind: "honest" };
export const FLIPPED: Role = { kind: "malicious", attack: { kind: "labelFlip" } };
export const RANDOM: Role = { kind: "malicious", attack: { kind: "randomLabels" } };
export const SILENT: Role = { kind: "malicious", attack: { kind: "silent" } };
export const LATE: Role = { kind: "malicious", attack: { kind: "late" } };
export const FOE: Role = { kind: "malicious", attack: { kind: "foe", epsilon: 1 } };

export const assignment = (run: string, more: Partial<Assignment> = {}): Assignment => ({
  run,
  training: TRAINING,
  dim: 1,
  shard: { path: "/s", index: 0, of: 1, examples: 0, height: 1, width: 1, channels: 1, classes: 10 },
  maxUpdateBytes: 100,
  maxMessageBytes: 1_000,
  ...more,
});
export const joined = (run: string, more: Partial<Assignment> = {}): Joined => ({
  worker: { id: "w", token: "t", name: "Ada", index: 0, role: HONEST },
  assignment: assignment(run, more),
  state: { phase: "lobby" },
  class: { locked: false, pace: "fast", secret: false, revealed: false },
});
/** A round, with the role that its worker was told before. */
export type Opening = RoundTask & { role?: Role };
export const task = (round: number, role: Role = HONEST, run = "a"): Opening => ({
  run,
  round,
  arms: [0],
  labels: ["mean"],
  dim: 1,
  codec: "float32",
  parameters: { codec: "float32" },
  learningRate: 0.25,
  role,
  timeLeftMs: 1_000,
});
/** Pictures of one pixel: 0, 1, 2 … of the classes 0, 1, 0, 1 … */
const shardOf = (count: number): Examples => ({
  count,
  classes: 10,
  height: 1,
  width: 1,
  channels: 1,
  pixels: Uint8Array.from({ length: count }, (_, i) => i),
  labels: Uint8Array.from({ length: count }, (_, i) => i % 2),
});
/** A model of one parameter. Its gradient is the parameter itself, and its negative on a poisoned batch. */
export const parameter = (value: number) => encodeVectors([Float32Array.of(value)]);

/** A session whose environment is scripted; collects what it sends and shows. */
export function setUp(answer: () => Answer = () => ({ ok: true })) {
  const sent: { header: UpdateHeader; value: number }[] = [];
  const readied: string[] = [];
  let view = {} as LearnerView;
  const steps: (LocalSteps | undefined)[] = [];
  let trained = 0;
  let disposed = 0;
  const shown: { pixels: number[]; labels: number[]; drawn: number[] }[] = [];
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
    loadShard: async () => shardOf(4),
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
    showExamples: ({ pixels, labels }, drawn) => {
      shown.push({ pixels: [...pixels], labels: [...labels], drawn: [...drawn] });
    },
  };
  const session = createSession(env);
  const openAs = session.open.bind(session);
  const open = ({ role, ...opened }: Opening, bytes: Bytes) => {
    if (role !== undefined) session.takeRole({ run: opened.run, round: opened.round, role });
    return openAs(opened, bytes);
  };
  return {
    session: Object.assign(session, { open }),
    sent,
    readied,
    view: () => view,
    trained: () => trained,
    steps,
    sleepers,
    /** What the page was shown of the shard, at each time. */
    shown,
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
