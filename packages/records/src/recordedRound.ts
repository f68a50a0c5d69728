/** The schema of a recorded round. A field of another type would stop a room, or a page, much later. */
import {
  type ArmRecord,
  type Evaluation as EvaluationRecord,
  type HonestMotion as HonestMotionRecord,
  LIMITS,
  Role,
  type RoundRecord,
  type RunEvent,
} from "@honest-majority/protocol";
import { z } from "zod";

/** What no record of ours has more of. */
export const MOST = {
  /** In one round. */
  workers: 1_024,
  /** Over a run, as workers come and go; pages keep something of each. */
  people: 10_000,
  arms: 64,
  classes: 1_000,
  rounds: 1_000_000,
  text: 4_000,
  events: LIMITS.events.most + LIMITS.flips.most + 200,
  refusals: LIMITS.refusals.most * 1_024,
} as const;

const number = z.number();
const text = z.string().max(MOST.text);
const round = z.int().min(0).max(MOST.rounds);
const moment = number.min(0).max(8.64e15); // the last millisecond that a date can have
/** NaN and ±∞ are null in JSON. */
const measured = number.nullable();

/** Names a worker or an arm. Pages use it as a key of objects, where `constructor` would find a function. */
const key = z
  .string()
  .min(1)
  .max(100)
  .refine((name) => !(name in {}), "must not be a name that every object has");
const workers = z.array(key).max(MOST.workers);
const each = <Value extends z.ZodType>(value: Value) => z.array(value).max(MOST.arms);

/** TypeScript asks for an entry of each field. */
type Shape<T> = { [Field in keyof T]-?: z.ZodType };

const Evaluation = z.object({
  accuracy: number,
  loss: measured,
  confusion: z.array(z.array(number).max(MOST.classes)).max(MOST.classes),
  attackSuccess: number.optional(),
  validation: z.object({ accuracy: number, loss: measured }).optional(),
} satisfies Shape<EvaluationRecord>);

const RecordedArm = z.object({
  label: key,
  outcome: z.enum(["stepped", "skipped", "diverged"]),
  reason: text.optional(),
  counted: number.optional(),
  expectedByzantine: number.optional(),
  rows: z.array(z.object({ worker: key, kept: measured, score: measured.optional() })).max(MOST.workers),
  warnings: z.array(text).max(100),
  aggregateNorm: measured,
  learningRate: number,
  trainLoss: measured,
  aggregateMs: number,
  evaluation: Evaluation.optional(),
} satisfies Shape<ArmRecord>);

const person = { worker: key, name: text };
/** TypeScript asks for an entry of each kind of event. */
const EVENTS = {
  joined: z.object({ kind: z.literal("joined"), ...person }),
  left: z.object({ kind: z.literal("left"), ...person }),
  returned: z.object({ kind: z.literal("returned"), ...person }),
  removed: z.object({ kind: z.literal("removed"), ...person }),
  flipped: z.object({
    kind: z.literal("flipped"),
    ...person,
    role: Role,
    by: z.enum(["worker", "instructor", "config"]),
  }),
  skipped: z.object({ kind: z.literal("skipped"), arm: key.optional(), reason: text }),
  diverged: z.object({ kind: z.literal("diverged"), arm: key }),
  closed: z.object({
    kind: z.literal("closed"),
    by: z.literal("instructor"),
    arrived: number,
    invited: number,
  }),
  "arm-added": z.object({ kind: z.literal("arm-added"), arm: key, from: key }),
  changed: z.object({ kind: z.literal("changed"), settings: z.array(text).max(1_000) }),
  revealed: z.object({ kind: z.literal("revealed") }),
  more: z.object({ kind: z.literal("more"), of: z.enum(["people", "flips"]), count: number }),
  resumed: z.object({ kind: z.literal("resumed"), note: text }),
} as const satisfies { [Kind in RunEvent["kind"]]: z.ZodType<{ kind: Kind }> };
const [first, ...others] = Object.values(EVENTS);
const Event = z.discriminatedUnion("kind", [first, ...others]);

const HonestMotion = z.object({
  workers: number,
  variance: measured,
  turned: measured,
  moved: measured,
} satisfies Shape<HonestMotionRecord>);

const RecordedRound = z.strictObject({
  round,
  openedAt: moment,
  closedAt: moment,
  closedBy: z.enum(["all-in", "deadline", "instructor"]),
  codec: z.string().max(40).optional(),
  invited: workers,
  missing: workers.optional(),
  arms: each(RecordedArm).min(1),
  refusals: z.array(z.object({ worker: key, code: z.string().max(100) })).max(MOST.refusals),
  events: z.array(Event).max(MOST.events),
  stage: z
    .object({
      byzantine: workers,
      aggregationError: each(measured),
      honestNorm: each(measured).optional(),
      honest: each(HonestMotion.nullable()).optional(),
    } satisfies Shape<NonNullable<RoundRecord["stage"]>>)
    .optional(),
} satisfies Shape<RoundRecord>);

/** Fields that no version has written are left out; a round with one at its top is no record. */
export function recordedRound(value: unknown): { record: RoundRecord } | { error: z.ZodError } {
  const checked = RecordedRound.safeParse(value);
  if (!checked.success) return { error: checked.error };
  // a share or score that is null in the file was so before it was checked
  return { record: checked.data as RoundRecord };
}
