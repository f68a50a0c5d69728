import { LIMITS } from "./limits";

/**
 * The states of a worker, in the order in which it reaches them: one entry per state, with what pages say of it. The
 * coordinator knows some of these, the worker's page others.
 */
export interface StatusFacts {
  /** A state of the worker's connection. */
  link?: true;
  /** A state within a round; `done` is how much of its work is done, 0 … 1. */
  round?: { done: number };
  /** What the coordinator knows of a worker between rounds: whether its connection is up. */
  presence?: "here" | "away";
  /** What the worker's own page says. */
  says?: string;
  /** What its tile on the dashboard says, and a shape of lines in a square of 10 × 10. */
  tile?: { says: string; shape: string };
}

export const WORKER_STATUSES = {
  /** Choosing a backend. */
  starting: { link: true, says: "Looking for this device's fastest processor…" },
  connecting: { link: true, says: "Connecting to the coordinator…" },
  /** Joined; its shard is being loaded. */
  loading: {
    link: true,
    presence: "here",
    says: "Loading my data…",
    tile: { says: "loading its data", shape: "M1.5 5h.1M5 5h.1M8.5 5h.1" },
  },
  /** Invited to rounds. */
  ready: {
    link: true,
    presence: "here",
    says: "Ready: waiting for the next round",
    tile: { says: "ready", shape: "M5 4.2v1.6M4.2 5h1.6" },
  },
  training: {
    round: { done: 0.3 },
    says: "Training",
    tile: { says: "training", shape: "M5 1a4 4 0 1 1-4 4" },
  },
  /** Trained; its attack waits for what the coordinator computes from the honest updates. */
  waiting: { round: { done: 0.6 }, says: "Waiting for the honest updates, to build the attack on them" },
  /** Trained; its attack sends too late, or never. */
  withheld: { round: { done: 0.7 }, says: "Holding back: the others wait until the time is up" },
  sending: { round: { done: 0.8 }, says: "Sending my update" },
  sent: {
    round: { done: 0.9 },
    says: "Sent: waiting for the others",
    tile: { says: "sent its update", shape: "M5 9V1.5M2 4.5l3-3 3 3" },
  },
  refused: { round: { done: 1 }, says: "Ready: my last update was refused" },
  /** Its update came after the round had closed. */
  late: { round: { done: 1 }, says: "Ready: my last update came after the round had closed" },
  /** Ready, in a hidden tab. */
  hidden: {
    tile: { says: "its tab is hidden", shape: "M7.5 7.6A4 4 0 1 1 5 1.2a3.2 3.2 0 0 0 2.5 6.4z" },
  },
  /** Missed at least the last round. */
  slow: {
    tile: {
      says: "slow: its last update did not arrive in time",
      shape: "M2 1h6M2 9h6M2.8 1L7.2 9M7.2 1L2.8 9",
    },
  },
  /** Missed several rounds, or held many up for long. */
  unawaited: {
    tile: {
      says: "rounds do not wait for it",
      shape: "M1.5 1.5v7M4 1.5v7M6 2l3 3-3 3",
    },
  },
  /** Its connection is gone; it may come back. */
  reconnecting: {
    link: true,
    presence: "away",
    says: "Reconnecting…",
    tile: {
      says: "reconnecting",
      shape: "M1 4.2a4 4 0 0 1 7.4-1.6M8.8 .8v2.4H6.4M9 5.8a4 4 0 0 1-7.4 1.6M1.2 9.2V6.8h2.4",
    },
  },
  /** Left the room, or did not return in time. */
  left: { presence: "away", tile: { says: "left", shape: "M1.5 5h7" } },
  /** Stopped until its page is loaded again. */
  stopped: { link: true, says: "Stopped" },
} as const satisfies Record<string, StatusFacts>;

export type WorkerStatus = keyof typeof WORKER_STATUSES;

/** The statuses whose entry has this fact. */
export type StatusWith<Fact extends keyof StatusFacts> = {
  [Status in WorkerStatus]: (typeof WORKER_STATUSES)[Status] extends Record<Fact, unknown> ? Status : never;
}[WorkerStatus];

/** What the coordinator knows of a worker between rounds. */
export type Presence = StatusWith<"presence">;

/** Whether the worker is here: its connection is up. */
export function isPresent(presence: Presence): boolean {
  return WORKER_STATUSES[presence].presence === "here";
}

/** Whether "Remove all silent" removes the worker: it is not here, or rounds do not wait for it. */
export function isSilent({ presence, missed }: { presence: Presence; missed?: number }): boolean {
  return !isPresent(presence) || missesRounds({ missed });
}

/** Whether the worker missed so many rounds in a row that rounds do not wait for it. */
export function missesRounds({ missed = 0 }: { missed?: number }): boolean {
  return missed >= LIMITS.missedRounds.most;
}
