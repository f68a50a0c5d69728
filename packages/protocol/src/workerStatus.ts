/**
 * What a worker can be doing, in the order in which it comes to it. The coordinator knows some of these, the worker's page others;
 * each place that names a part of them takes it from here.
 */
export type WorkerStatus =
  /** Choosing a backend. */
  | "starting"
  | "connecting"
  /** Joined; its shard is on its way. */
  | "loading"
  /** Invited to rounds. */
  | "ready"
  | "training"
  /** Trained, and waits for the honest updates, from which its attack is made. */
  | "waiting"
  /** Trained, and its attack sends too late, or never. */
  | "withheld"
  | "sending"
  | "sent"
  | "refused"
  /** Ready, in a tab that nobody sees. */
  | "hidden"
  /** Its connection is gone; it may come back. */
  | "reconnecting"
  /** Said goodbye, or did not come back in time. */
  | "left"
  /** For good, until its page is loaded again. */
  | "stopped";

/** Some of the statuses; a name that is none does not compile. */
export type StatusAmong<Some extends WorkerStatus> = Some;

/** What the coordinator knows of a worker between rounds. */
export type Presence = StatusAmong<"loading" | "ready" | "reconnecting" | "left">;
