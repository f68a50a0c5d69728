/** Checks a record that was written without a checksum: another type in a field would stop the room much later. */
import { Role, type RoundRecord } from "@honest-majority/protocol";
import { z } from "zod";

const number = z.number();
const text = z.string();
const round = z.int().nonnegative();
/** NaN and ±∞ are null in JSON. */
const measured = number.nullable();

const Evaluation = z.object({
  accuracy: number,
  loss: measured,
  confusion: z.array(z.array(number)),
  attackSuccess: number.optional(),
  validation: z.object({ accuracy: number, loss: measured }).optional(),
});

const ArmRecord = z.object({
  label: text,
  outcome: z.enum(["stepped", "skipped", "diverged"]),
  reason: text.optional(),
  counted: number.optional(),
  expectedByzantine: number.optional(),
  rows: z.array(z.object({ worker: text, kept: measured, score: measured.optional() })),
  warnings: z.array(text),
  aggregateNorm: measured,
  learningRate: number,
  trainLoss: measured,
  aggregateMs: number,
  evaluation: Evaluation.optional(),
});

const named = { worker: text, name: text };
const Event = z.discriminatedUnion("kind", [
  z.object({ kind: z.enum(["joined", "left", "returned", "removed"]), ...named }),
  z.object({
    kind: z.literal("flipped"),
    ...named,
    role: Role,
    by: z.enum(["worker", "instructor", "config"]),
  }),
  z.object({ kind: z.literal("skipped"), arm: text.optional(), reason: text }),
  z.object({ kind: z.literal("diverged"), arm: text }),
  z.object({ kind: z.literal("closed"), by: z.literal("instructor"), arrived: number, invited: number }),
  z.object({ kind: z.literal("arm-added"), arm: text, from: text }),
  z.object({ kind: z.literal("changed"), settings: z.array(text) }),
  z.object({ kind: z.literal("revealed") }),
  z.object({ kind: z.literal("resumed"), note: text }),
]);

const HonestMotion = z.object({ workers: number, variance: measured, turned: measured, moved: measured });

const EarlierRecord = z.strictObject({
  round,
  openedAt: number,
  closedAt: number,
  closedBy: z.enum(["all-in", "deadline", "instructor"]),
  invited: z.array(text),
  missing: z.array(text).optional(),
  arms: z.array(ArmRecord).min(1),
  refusals: z.array(z.object({ worker: text, code: text })),
  events: z.array(Event),
  stage: z
    .object({
      byzantine: z.array(text),
      aggregationError: z.array(measured),
      honestNorm: z.array(measured).optional(),
      honest: z.array(HonestMotion.nullable()).optional(),
    })
    .optional(),
});

/** Undefined when the value is no record. Fields that no version has written are left out. */
export function earlierRecord(value: unknown): RoundRecord | undefined {
  const checked = EarlierRecord.safeParse(value);
  // a share or score that is null in the file was so before it was checked
  return checked.success ? (checked.data as RoundRecord) : undefined;
}
