import { Role, RoomCode, RunConfig } from "@honest-majority/protocol";
import { z } from "zod";

/** Run ids name folders: nothing that climbs out of one. */
export const RunId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/, "must be letters, digits and dashes");

/** What room.json must hold. */
export const KeptRoomFile = z.object({
  room: RoomCode,
  instructorToken: z.string().min(1),
  run: RunId,
  config: RunConfig,
  phase: z.enum(["lobby", "running", "paused", "finished"]),
  workers: z.array(
    z.object({
      id: z.string(),
      token: z.string(),
      name: z.string(),
      index: z.int().nonnegative(),
      role: Role,
    }),
  ),
  savedAt: z.number(),
});
