import type { Refusal, RefusalCode } from "@honest-majority/protocol";
import type { LinkState } from "../view";

type Stopped = Extract<LinkState, { kind: "stopped" }>;

/** What a worker does about a refused join: forget its token and join as a new one, try again later, or stop and say why. */
export type JoinAdvice =
  | { kind: "forget-token" }
  | { kind: "later"; title: string }
  | { kind: "stop"; state: Stopped };

const LATER: readonly RefusalCode[] = ["room-full", "too-many", "unavailable"];

export function adviseJoin({ code, detail }: Refusal, hadToken: boolean): JoinAdvice {
  if (code === "wrong-token" && hadToken) return { kind: "forget-token" };
  if (LATER.includes(code)) return { kind: "later", title: detail };
  return { kind: "stop", state: stopped({ code, detail }) };
}

/** A refusal that ends this tab's work, in words a student can act on. */
export function stopped({ code, detail }: Pick<Refusal, "code" | "detail">): Stopped {
  const state = (title: string, advice: string, mayRejoin: boolean): Stopped => ({
    kind: "stopped",
    title,
    advice,
    mayRejoin,
  });
  switch (code) {
    case "wrong-version":
      return state(
        "This page is out of date",
        `Reload it to get the coordinator's version. (${detail})`,
        true,
      );
    case "wrong-room":
      return state(
        "There is no such room",
        "Look at the code on the teacher's screen and enter it again.",
        false,
      );
    case "removed":
      return state("The teacher removed this worker", "Ask before you join again.", true);
    default:
      return state("The coordinator ended this worker", `Reload the page to try again. (${detail})`, true);
  }
}
