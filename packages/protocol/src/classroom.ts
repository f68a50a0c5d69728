/** What the instructor decides for the whole class, apart from the run's settings. */
import { z } from "zod";
import { type AttackConfig, AttackConfig as AttackSchema, Role } from "./attackConfig";
import { cleanText } from "./cleanText";

/** How fast rounds follow each other, and the least time from one opening to the next. */
export const PACES = {
  fast: { name: "As fast as it goes", short: "max", everyMs: 0 },
  second: { name: "One round a second", short: "1 ×", everyMs: 1_000 },
  half: { name: "One round in two seconds", short: "½ ×", everyMs: 2_000 },
  /** The pages show the five phases of each round, one second each. */
  slow: { name: "Slow motion", short: "slow", everyMs: 5_000 },
} as const;
export const Pace = z.enum(Object.keys(PACES) as [keyof typeof PACES, ...(keyof typeof PACES)[]]);
export type Pace = z.infer<typeof Pace>;

/** What every page of the class receives. */
export interface ClassView {
  /** Workers may not change their own roles. */
  locked: boolean;
  pace: Pace;
  /** The run's setting: roles, and whatever they can be derived from, are only for the instructor until `revealed`. */
  secret: boolean;
  /** Everybody sees roles and verdicts. */
  revealed: boolean;
  /** The run's preset attack: what a switch to malicious starts from. */
  attack?: AttackConfig;
  /** The sentence of the lesson's step, for the projector. */
  says?: string;
}

/** A step of a lesson has at most 600, and the numbers of a larger class come after it. */
const MOST_SAID_CHARACTERS = 700;

/** Absent fields stay as they are. */
export const ClassRequest = z.strictObject({
  locked: z.boolean().optional(),
  pace: Pace.optional(),
  revealed: z.boolean().optional(),
  /** Empty: no sentence. */
  says: z.string().max(MOST_SAID_CHARACTERS).transform(cleanText).optional(),
});
export type ClassRequest = z.infer<typeof ClassRequest>;

const WorkerId = z.string().max(100);

/** Changes the roles of several workers at once. */
export const FlipManyRequest = z.strictObject({
  who: z.union(
    [
      z.literal("all"),
      /** So many workers, drawn among those who do not have this kind of role. */
      z.strictObject({ random: z.int().min(1).max(256) }),
      z.strictObject({ workers: z.array(WorkerId).min(1).max(256) }),
    ],
    'must be "all", { random: 1 … 256 } or { workers: [1 … 256 ids] }',
  ),
  role: Role,
  /** The round from which the role counts; unset or past, the next round. */
  from: z.int().nonnegative().optional(),
});
export type FlipManyRequest = z.infer<typeof FlipManyRequest>;

/** Draws so many workers, makes them malicious and all others honest; each learns only its own role. */
export const DealRequest = z.strictObject({
  count: z.int().min(0).max(256),
  /** Unset, the run's preset attack. */
  attack: AttackSchema.optional(),
});
export type DealRequest = z.infer<typeof DealRequest>;

/** A role that a worker will get. */
export interface ScheduledRole {
  role: Role;
  /** The first round in which it counts. */
  round: number;
}
