import {
  describeConfigError,
  Pace,
  Role,
  RunConfig,
  type RunEvent,
  unknownNames,
} from "@honest-majority/protocol";
import { z } from "zod";
import { jsonIn } from "./jsonText";
import { RecordedVotes } from "./recordedVotes";
import type { RecordedRoom } from "./roomKeys";

/** This program wrote it, so only damage can have changed it. */
const isEvent = (value: unknown) => typeof (value as { kind?: unknown } | null)?.kind === "string";

/** An entry for each field: one that a schema leaves out would be lost at a restart. */
type Shape<T> = { [Field in keyof Required<T>]: z.ZodType };

const RoomFile = z.object({
  room: z.string(),
  run: z.string().min(1),
  config: RunConfig,
  phase: z.enum(["lobby", "running", "paused", "finished"]),
  workers: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      index: z.int().nonnegative(),
      role: Role,
      next: z.object({ role: Role, round: z.int().nonnegative() }).optional(),
      left: z.literal(true).optional(),
      votes: z.literal(true).optional(),
      swarm: z.literal(true).optional(),
    } satisfies Shape<RecordedRoom["workers"][number]>),
  ),
  class: z
    .object({
      locked: z.boolean(),
      pace: Pace,
      revealed: z.boolean(),
      says: z.string().optional(),
    } satisfies Shape<NonNullable<RecordedRoom["class"]>>)
    .optional(),
  /** A damaged vote is lost, and the class is not. */
  votes: RecordedVotes.optional().catch(undefined),
  changes: z
    .object({
      begunWith: RunConfig,
      round: z.int().nonnegative(),
      events: z.array(z.custom<RunEvent>(isEvent)),
    } satisfies Shape<NonNullable<RecordedRoom["changes"]>>)
    .optional(),
  savedAt: z.number(),
} satisfies Shape<RecordedRoom>) satisfies z.ZodType<RecordedRoom>;

/** The fields in which settings and attacks are. */
const NAMING = /^(config|changes|workers)\./;

/** The text is whole, and names what this program does not have. */
export class UnknownNamesError extends RangeError {}

/** @throws RangeError saying what is wrong with the text. */
export function parseRecordedRoom(text: string, expectedRoom: string): RecordedRoom {
  const parsed = RoomFile.safeParse(jsonIn(text));
  if (!parsed.success) {
    const unknown = unknownNames(parsed.error).filter((name) => NAMING.test(name));
    if (unknown.length > 0) throw new UnknownNamesError(unknown.join(", "));
    throw new RangeError(describeConfigError(parsed.error));
  }
  if (parsed.data.room !== expectedRoom) {
    throw new RangeError(`it is room ${parsed.data.room} in the folder of room ${expectedRoom}`);
  }
  return parsed.data;
}
