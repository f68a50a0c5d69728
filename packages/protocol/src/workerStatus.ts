/**
 * The states of a worker, in the order in which it reaches them. The coordinator knows some of these, the worker's page
 * others; types that name some of them are made with `StatusAmong`.
 */
export type WorkerStatus =
  /** Choosing a backend. */
  | "starting"
  | "connecting"
  /** Joined; its shard is being loaded. */
  | "loading"
  /** Invited to rounds. */
  | "ready"
  | "training"
  /** Trained; its attack waits for what the coordinator computes from the honest updates. */
  | "waiting"
  /** Trained; its attack sends too late, or never. */
  | "withheld"
  | "sending"
  | "sent"
  | "refused"
  /** Its update came after the round had closed. */
  | "late"
  /** Ready, in a hidden tab. */
  | "hidden"
  /** Its connection is gone; it may come back. */
  | "reconnecting"
  /** Left the room, or did not return in time. */
  | "left"
  /** Stopped until its page is loaded again. */
  | "stopped";

/** Some of the statuses; any other name is a type error. */
export type StatusAmong<Some extends WorkerStatus> = Some;

/** What the coordinator knows of a worker between rounds. */
export type Presence = StatusAmong<"loading" | "ready" | "reconnecting" | "left">;

/** Whether the worker is here: its connection is up. */
export function isPresent(presence: Presence): boolean {
  return presence === "loading" || presence === "ready";
}

/** A worker that missed so many rounds in a row is silent. */
const SILENT_AFTER = 3;

/** Whether "Remove all silent" removes the worker: it is not here, or missed several rounds in a row. */
export function isSilent({ presence, missed = 0 }: { presence: Presence; missed?: number }): boolean {
  return !isPresent(presence) || missed >= SILENT_AFTER;
}
