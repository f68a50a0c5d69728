import type { Role, RunEvent } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { RoleChanges } from "./roleChanges";
import { Roster } from "./roster";

const HONEST: Role = { kind: "honest" };
const ZERO: Role = { kind: "malicious", attack: { kind: "zero" } };
const FLIP = { kind: "bitFlip", factor: 10 } as const;

/** Workers a, b, c, …, all ready; what is drawn at random is drawn from the end. */
function classOf(count: number) {
  const ids = [..."abcdefgh"].slice(0, count);
  const roster = new Roster(ids.map((id, index) => ({ id, token: id, name: id, index, role: HONEST })));
  for (const member of roster.members) member.presence = "ready";
  const events: RunEvent[] = [];
  const informed: string[] = [];
  const roles = new RoleChanges({
    code: "TEST",
    roster,
    outbox: {
      toWorker(worker, _event, ..._args) {
        informed.push(worker);
      },
      toWorkers() {},
      toDashboards() {},
      dismiss() {},
    },
    shuffled: (list) => [...list].reverse(),
    note: (event) => events.push(event),
    changed() {},
  });
  const malicious = () => roster.members.filter(({ role }) => role.kind === "malicious").map(({ id }) => id);
  const next = () => roster.members.map((member) => member.next?.round);
  return { roles, roster, events, informed, malicious, next };
}

describe("RoleChanges", () => {
  test("flipMany flips all workers, a number of them at random, or those that are listed, and says how many changed", () => {
    const { roles, malicious, informed } = classOf(4);
    expect(roles.flipMany({ who: { workers: ["b"] }, role: ZERO }, 0)).toEqual({
      ok: true,
      flipped: 1,
    });
    expect(malicious()).toEqual(["b"]);
    expect(roles.flipMany({ who: { random: 2 }, role: ZERO }, 0)).toEqual({ ok: true, flipped: 2 });
    expect(malicious()).toEqual(["b", "c", "d"]);
    // only one is left that is not malicious
    expect(roles.flipMany({ who: { random: 9 }, role: ZERO }, 0)).toEqual({ ok: true, flipped: 1 });
    expect(roles.flipMany({ who: "all", role: HONEST }, 0)).toEqual({ ok: true, flipped: 4 });
    expect(roles.flipMany({ who: "all", role: HONEST }, 0)).toEqual({ ok: true, flipped: 0 });
    expect(malicious()).toEqual([]);
    expect(informed).toEqual(["b", "d", "c", "a", "a", "b", "c", "d"]);
  });

  test("flipMany refuses a list with a worker that is not in the room, and flips nobody", () => {
    const { roles, malicious } = classOf(2);
    expect(roles.flipMany({ who: { workers: ["b", "nobody"] }, role: ZERO }, 0)).toEqual({
      ok: false,
      code: "not-joined",
      detail: "worker nobody is not in room TEST: it must join first",
    });
    expect(malicious()).toEqual([]);
  });

  test("flipMany leaves out workers that left", () => {
    const { roles, roster, malicious } = classOf(3);
    roster.members[2].presence = "left";
    expect(roles.flipMany({ who: { random: 2 }, role: ZERO }, 0)).toEqual({ ok: true, flipped: 2 });
    expect(malicious()).toEqual(["a", "b"]);
  });

  test("what is drawn at random is drawn from the workers that are here, not from those that may come back", () => {
    const { roles, roster, malicious } = classOf(4);
    roster.members[3].presence = "reconnecting";
    roles.dealNew({ count: 1, attack: FLIP });
    expect(malicious()).toEqual(["c"]);
    expect(roles.deal({ count: 2 }, FLIP)).toEqual({ ok: true });
    expect(malicious()).toEqual(["b", "c"]);
    expect(roles.deal({ count: 4 }, FLIP)).toMatchObject({ ok: false, code: "malformed" });
    expect(roles.flipMany({ who: { random: 9 }, role: ZERO }, 0)).toEqual({ ok: true, flipped: 1 });
    expect(malicious()).toEqual(["a", "b", "c"]);
  });

  test.each([
    ["all honest", (roles: RoleChanges) => roles.flipMany({ who: "all", role: HONEST }, 0), []],
    ["deal", (roles: RoleChanges) => roles.deal({ count: 1 }, FLIP), ["b"]],
  ])("%s makes a worker honest that left, since it may come back", (_, change, expected) => {
    const { roles, roster, malicious } = classOf(3);
    roles.flipMany({ who: { workers: ["c"] }, role: ZERO }, 0);
    roles.flipMany({ who: { workers: ["c"] }, role: ZERO, from: 9 }, 0);
    roster.members[2].presence = "left";
    expect(change(roles)).toMatchObject({ ok: true });
    expect(malicious()).toEqual(expected);
    expect(roster.members[2].next).toBeUndefined();
  });

  test("a role scheduled for a later round is set when that round is about to open", () => {
    const { roles, malicious, next, events, informed } = classOf(2);
    expect(roles.flipMany({ who: "all", role: ZERO, from: 7 }, 3)).toEqual({ ok: true, flipped: 2 });
    expect([malicious(), next(), informed]).toEqual([[], [7, 7], []]);
    expect(roles.applyScheduled(6)).toBe(false);
    expect(malicious()).toEqual([]);
    expect(roles.applyScheduled(7)).toBe(true);
    expect([malicious(), next()]).toEqual([
      ["a", "b"],
      [undefined, undefined],
    ]);
    expect(events.map(({ kind }) => kind)).toEqual(["flipped", "flipped"]);
    expect(roles.applyScheduled(8)).toBe(false);
  });

  test("a round that is next or past is not scheduled", () => {
    const { roles, malicious, next } = classOf(1);
    roles.flipMany({ who: "all", role: ZERO, from: 3 }, 3);
    expect([malicious(), next()]).toEqual([["a"], [undefined]]);
  });

  test("the instructor's flip cancels a scheduled one; the worker's own does not", () => {
    const { roles, next } = classOf(2);
    roles.flipMany({ who: "all", role: ZERO, from: 9 }, 0);
    roles.flip("a", HONEST, "instructor");
    roles.flip("b", ZERO, "worker");
    expect(next()).toEqual([undefined, 9]);
    roles.forgetScheduled();
    expect(next()).toEqual([undefined, undefined]);
  });

  test("deal makes as many workers as asked malicious with the preset attack, all others honest, and informs only those that changed", () => {
    const { roles, roster, malicious, informed } = classOf(4);
    roles.flip("a", ZERO, "worker");
    informed.length = 0;
    expect(roles.deal({ count: 2 }, FLIP)).toEqual({ ok: true });
    expect(malicious()).toEqual(["c", "d"]);
    expect(roster.members[3].role).toEqual({ kind: "malicious", attack: FLIP });
    expect(informed).toEqual(["a", "c", "d"]);
    roles.deal({ count: 1, attack: { kind: "zero" } }, FLIP);
    expect(malicious()).toEqual(["d"]);
    expect(roster.members[3].role).toEqual(ZERO);
  });

  test("deal refuses more malicious workers than are here", () => {
    const { roles, malicious } = classOf(2);
    expect(roles.deal({ count: 3 }, FLIP)).toMatchObject({
      ok: false,
      detail: expect.stringContaining("2 workers"),
    });
    expect(malicious()).toEqual([]);
  });
});
