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
