import { type JoinRequest, PROTOCOL_VERSION, RunConfig, type RunEvent } from "@honest-majority/protocol";
import { type Caller, Membership } from "./membership";

export const config = RunConfig.parse({ workers: 2 });

/** A membership without a room, with a clock that the test moves. */
export function membership({ seatsInAll }: { seatsInAll?: () => number } = {}) {
  let now = 0;
  let timers: { at: number; action: () => void }[] = [];
  const events: RunEvent[] = [];
  let made = 0;
  const members = new Membership({
    code: "TEST",
    seatsPerAddress: 2,
    seatsInAll,
    kept: [],
    outbox: { toWorker() {}, toWorkers() {}, toDashboards() {}, dismiss() {} },
    clock: {
      now: () => now,
      date: () => 0,
      after(ms, action) {
        const timer = { at: now + ms, action };
        timers.push(timer);
        return () => {
          timers = timers.filter((other) => other !== timer);
        };
      },
    },
    shuffled: (list) => [...list].reverse(),
    newToken: () => `${++made}`.padStart(8, "0"),
    note: (event) => events.push(event),
    changed() {},
    seen() {},
  });
  return {
    members,
    events,
    join(token?: string, { pass, ...from }: Partial<Caller> & { pass?: string } = {}) {
      const request: JoinRequest = { protocol: PROTOCOL_VERSION, room: "TEST", backend: "cpu", token, pass };
      const member = members.join(request, config, { connection: `${made}`, ...from }, 0);
      if ("ok" in member) throw new Error(member.detail);
      return member;
    },
    pass(ms: number) {
      now += ms;
      const due = timers.filter(({ at }) => at <= now);
      timers = timers.filter(({ at }) => at > now);
      for (const { action } of due) action();
    },
  };
}
