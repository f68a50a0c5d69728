/**
 * The schema of a recorded round. A field of another type would stop a room, or a page, much later; a text that turns the
 * line around it, or a number that cannot be, would show something false.
 */
import {
  type ArmRecord,
  cleanText,
  type Evaluation as EvaluationRecord,
  type HonestMotion as HonestMotionRecord,
  LIMITS,
  Role,
  type RoundRecord,
  type RunEvent,
} from "@honest-majority/protocol";
import { z } from "zod";
import { remembered } from "./remembered";

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

/** Ours are of 32 bits, or norms and squares of such; sums and percentages of them stay finite. */
const number = z.number().min(-1e100).max(1e100);
const atLeast0 = number.min(0);
const count = z.int().min(0).max(1e9);
const share = number.min(0).max(1);
/** What is computed may leave its range by a rounding. */
const nearly = { share: number.min(-1e-6).max(1 + 1e-6), atLeast0: number.min(-1e-3) };
const text = z.string().max(MOST.text);
const round = z.int().min(0).max(MOST.rounds);
const moment = z.number().min(0).max(8.64e15); // the last millisecond that a date can have
/** NaN and ±∞ are null in JSON. */
const norm = atLeast0.nullable();
const loss = nearly.atLeast0.nullable();

/** Pages use it as a key of objects, where `constructor` would find a function. */
const key = z
  .string()
  .min(1)
  .max(100)
  .refine((name) => !(name in {}), "must not be a name that every object has");
const PLAIN = /^[ -~]*$/;
/** What programs name, and no person. */
const plain = (most: number) => z.string().max(most).regex(PLAIN, "must have plain letters and signs");
/** Names a worker. */
export const WorkerId = key.regex(PLAIN, "must have plain letters and signs");
/** Names an arm. The same few stand in every round. */
const label = z.string().max(100).transform(remembered(cleanText)).pipe(key);
const workers = z.array(WorkerId).max(MOST.workers);
const each = <Value extends z.ZodType>(value: Value) => z.array(value).max(MOST.arms);

/** TypeScript asks for an entry of each field. */
type Shape<T> = { [Field in keyof T]-?: z.ZodType };

const Evaluation = z.object({
  accuracy: share,
  loss,
  confusion: z.array(z.array(count).max(MOST.classes)).max(MOST.classes),
  attackSuccess: share.optional(),
  validation: z.object({ accuracy: share, loss }).optional(),
} satisfies Shape<EvaluationRecord>);

const RecordedArm = z.object({
  label,
  outcome: z.enum(["stepped", "skipped", "diverged"]),
  reason: text.optional(),
  counted: count.optional(),
  expectedByzantine: atLeast0.optional(),
  rows: z
    .array(z.object({ worker: WorkerId, kept: nearly.share.nullable(), score: number.nullable().optional() }))
    .max(MOST.workers),
  warnings: z.array(text).max(100),
  aggregateNorm: norm,
  learningRate: atLeast0,
  trainLoss: loss,
  aggregateMs: atLeast0,
  evaluation: Evaluation.optional(),
} satisfies Shape<ArmRecord>);

const person = { worker: WorkerId, name: text };
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
  skipped: z.object({ kind: z.literal("skipped"), arm: label.optional(), reason: text }),
  diverged: z.object({ kind: z.literal("diverged"), arm: label }),
  closed: z.object({
    kind: z.literal("closed"),
    by: z.literal("instructor"),
    arrived: count,
    invited: count,
  }),
  "arm-added": z.object({ kind: z.literal("arm-added"), arm: label, from: label }),
  changed: z.object({ kind: z.literal("changed"), settings: z.array(text).max(1_000) }),
  revealed: z.object({ kind: z.literal("revealed") }),
  more: z.object({ kind: z.literal("more"), of: z.enum(["people", "flips"]), count }),
  resumed: z.object({ kind: z.literal("resumed"), note: text }),
} as const satisfies { [Kind in RunEvent["kind"]]: z.ZodType<{ kind: Kind }> };
const [first, ...others] = Object.values(EVENTS);
const Event = z.discriminatedUnion("kind", [first, ...others]);

const HonestMotion = z.object({
  workers: count,
  variance: norm,
  turned: norm,
  moved: norm,
} satisfies Shape<HonestMotionRecord>);

const RecordedRound = z.strictObject({
  round,
  openedAt: moment,
  closedAt: moment,
  closedBy: z.enum(["all-in", "deadline", "instructor"]),
  codec: plain(40).optional(),
  invited: workers,
  missing: workers.optional(),
  arms: each(RecordedArm).min(1),
  refusals: z.array(z.object({ worker: WorkerId, code: plain(100) })).max(MOST.refusals),
  events: z.array(Event).max(MOST.events),
  stage: z
    .object({
      byzantine: workers,
      aggregationError: each(norm),
      honestNorm: each(norm).optional(),
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
