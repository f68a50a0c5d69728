/** A room on disk is two files: its record, and the tokens of its teacher and its workers. Pure. */
import type { KeptRoom, KeptWorker } from "@honest-majority/room";
import { z } from "zod";
import { jsonIn } from "./jsonText";

/** A room's record without anything that grants something. */
export interface RecordedRoom extends Omit<KeptRoom, "instructorToken" | "workers" | "problem"> {
  workers: Omit<KeptWorker, "token">[];
}

const RoomKeys = z.object({
  instructorToken: z.string().min(1),
  /** By the worker's id. */
  workers: z.record(z.string(), z.string().min(1)),
});
export type RoomKeys = z.infer<typeof RoomKeys>;

/** @throws RangeError when the text does not hold a room's keys. */
export function parseRoomKeys(text: string): RoomKeys {
  const parsed = RoomKeys.safeParse(jsonIn(text));
  if (!parsed.success) throw new RangeError("it does not hold the keys of a room");
  return parsed.data;
}

export function withoutKeys({ instructorToken, workers, ...room }: KeptRoom): {
  record: RecordedRoom;
  keys: RoomKeys;
} {
  return {
    record: { ...room, workers: workers.map(({ token: _, ...worker }) => worker) },
    keys: { instructorToken, workers: Object.fromEntries(workers.map(({ id, token }) => [id, token])) },
  };
}

/** The room with its keys; where one is missing, a new one takes its place, and nobody holds it yet. */
export function withKeys(record: RecordedRoom, keys: RoomKeys | undefined, newToken: () => string): KeptRoom {
  const tokens = new Map(Object.entries(keys?.workers ?? {}));
  return {
    ...record,
    instructorToken: keys?.instructorToken ?? newToken(),
    workers: record.workers.map((worker) => ({ ...worker, token: tokens.get(worker.id) ?? newToken() })),
  };
}
