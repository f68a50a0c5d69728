import { z } from "zod";
import { cutText } from "./cutText";

/** Why a request was refused: one entry per code. Branch on the code; the sentence in `detail` is for people. */
export interface RefusalFacts {
  /** Its meaning in docs/protocol.md. */
  means: string;
  /** The status of an HTTP answer, if it is not 400. */
  http?: number;
}

export const REFUSALS = {
  "wrong-version": { means: "another protocol version: reload the page, or update your worker" },
  "wrong-room": { means: "there is no room with this code", http: 404 },
  "wrong-token": {
    means: "the token is not the instructor's (dashboard), or not a worker's (shard)",
    http: 401,
  },
  "not-joined": { means: "send `worker:join` (or `room:watch`) first" },
  "not-allowed": { means: "only the instructor may do this" },
  "wrong-origin": {
    means: "the page is of another site, or the address is no name of the coordinator's machine",
    http: 403,
  },
  locked: { means: "the instructor has frozen the workers' own switches of role" },
  removed: { means: "the instructor removed this worker; join without the token" },
  "room-full": {
    means: "the room or the coordinator has as many workers as it may have, or as many of this address",
  },
  malformed: {
    means:
      "the request does not match its schema, or has over 300 fields; `detail` names the field and what must hold",
  },
  "unknown-event": { means: "there is no such event; `detail` lists those that exist" },
  "too-large": { means: "the last message, or a request's body, was longer than its limit", http: 413 },
  "too-many": {
    means: "more of these requests than one peer may send; `detail` names the limit: wait, then try again",
    http: 429,
  },
  "wrong-run": { means: "the run was reset or has new settings: wait for `run:assigned`", http: 409 },
  "wrong-round": { means: "this round is not open yet" },
  late: { means: "the round closed before the update came; it is not counted, and it is no fault" },
  "not-invited": { means: "the round opened before you were ready; the next will invite you" },
  duplicate: {
    means:
      "this arm already has your update; the first one counts. In `worker:dismissed`: another connection came with your token",
  },
  "wrong-arm": { means: "this arm is not in this round" },
  "wrong-dimension": { means: "`dim` is not the model's" },
  "wrong-bytes": {
    means: "the bytes do not make `dim` values in the update's codec, or not `pairs` pairs of pictures",
  },
  "not-finite": { means: "NaN or ±∞ in the update; it counts as your answer and is left out" },
  "bad-config": { means: "for dashboards: a setting has a wrong value; `detail` names it" },
  "bad-data": { means: "for dashboards: a data file is missing or wrong" },
  unavailable: {
    means:
      "the coordinator is stopping, or failed at this request; `detail` says which. Connect again in a second or two",
    http: 503,
  },
  "wrong-vote": {
    means: "this vote is not open, or its state does not allow this command; `detail` says what is",
  },
  "wrong-quiz": {
    means: "the quiz is not open, or its state does not allow this; `detail` says what is",
  },
  "not-shown": { means: "for dashboards: these pictures are not shown, or not to this dashboard" },
  "wrong-phase": { means: "for dashboards: the run's state does not allow this command" },
} as const satisfies Record<string, RefusalFacts>;

export type RefusalCode = keyof typeof REFUSALS;
export const RefusalCode = z.enum(Object.keys(REFUSALS) as [RefusalCode, ...RefusalCode[]]);

export interface Refusal {
  ok: false;
  code: RefusalCode;
  /** Who, what must hold, what was received; and what to do next, if a person can do something. */
  detail: string;
}

/** The answer to every request. A refusal is a value: never an exception, and never silence. */
export type Answer<T extends object = object> = ({ ok: true } & T) | Refusal;

/** A longer detail quotes what was received, which may have megabytes. */
const LONGEST_DETAIL = 500;

export function refuse(code: RefusalCode, detail: string): Refusal {
  const fits = detail.length <= LONGEST_DETAIL;
  return { ok: false, code, detail: fits ? detail : `${cutText(detail, LONGEST_DETAIL - 1)}…` };
}
