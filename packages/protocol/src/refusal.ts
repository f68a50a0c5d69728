import { z } from "zod";

/** Why a request was refused. Branch on the code; the sentence beside it is for people. */
export const RefusalCode = z.enum([
  "wrong-version",
  "wrong-room",
  "wrong-token",
  "not-joined",
  "not-allowed",
  "locked",
  "removed",
  "room-full",
  "malformed",
  "unknown-event",
  "too-large",
  "wrong-run",
  "wrong-round",
  "late",
  "not-invited",
  "duplicate",
  "wrong-arm",
  "wrong-dimension",
  "wrong-bytes",
  "not-finite",
  "bad-config",
  "bad-data",
  "wrong-phase",
]);
export type RefusalCode = z.infer<typeof RefusalCode>;

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
  return { ok: false, code, detail: fits ? detail : `${detail.slice(0, LONGEST_DETAIL - 1)}…` };
}
