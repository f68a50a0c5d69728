/** Which record an address asks for. Pure. */
import { isRunName, RoomCode } from "@honest-majority/protocol";

export type Source =
  /** A file that a person opens. */
  | { kind: "file" }
  /** A recorded run of a lesson, among the files of this page's own origin. */
  | { kind: "lesson"; path: string }
  /** A run of a class, on the coordinator. */
  | { kind: "class"; room: string; run: string }
  | { kind: "unknown"; run: string };

/** A name of a file in the folder of the lessons, and no other path. */
const LESSON = /^lessons\/[a-z0-9][a-z0-9-]{0,79}(\.[a-z0-9-]{1,40})?$/;

/** `run=lessons/one-bad-apple`, or `room=KRUM-42&run=…`; without `run`, a file. */
export function sourceOf(search: string): Source {
  const query = new URLSearchParams(search);
  const run = query.get("run");
  if (run === null || run === "") return { kind: "file" };
  if (LESSON.test(run)) return { kind: "lesson", path: `${run}.jsonl` };
  const room = RoomCode.safeParse(query.get("room") ?? "");
  if (room.success && isRunName(run)) return { kind: "class", room: room.data, run };
  return { kind: "unknown", run };
}
