import { describe, expect, test } from "vitest";
import { Roster, viewOf } from "./roster";

let made = 0;
const ids = { shards: 3, newToken: () => `token-${++made}`, newId: () => `id-${++made}` };
const join = (roster: Roster, request: Partial<Parameters<Roster["join"]>[0]> = {}) =>
  roster.join({ backend: "cpu", ...request }, ids);

describe("Roster", () => {
  test("join gives each worker its own place, name and token", () => {
    const roster = new Roster();
    const [a, b] = [join(roster).member, join(roster).member];
    expect([a.index, b.index]).toEqual([0, 1]);
    expect(a.name).not.toBe(b.name);
    expect(a.token).not.toBe(b.token);
  });

  test("join with a known token brings back name, place and role; any other join adds a worker", () => {
    const roster = new Roster();
    const { member } = join(roster, { name: "Grace" });
    member.role = { kind: "malicious", attack: { kind: "labelFlip" } };
    member.presence = "reconnecting";
    const back = join(roster, { token: member.token });
    expect(back.returned).toBe(true);
    expect(back.member).toMatchObject({ id: member.id, name: "Grace", index: 0, presence: "loading" });
    expect(back.member.role.kind).toBe("malicious");
    expect(join(roster, { token: "forged" })).toMatchObject({ returned: false, member: { index: 1 } });
  });

  test("a worker that came with a pass does not count for its address after a restart either", () => {
    const roster = new Roster();
    const [own, swarm] = [join(roster).member, join(roster).member];
    swarm.pass = "issued";
    const again = new Roster(roster.kept());
    for (const { token } of [own, swarm]) join(again, { token }).member.address = "a";
    expect([again.seatsOf("a"), again.seats]).toEqual([1, 2]);
    expect(again.kept().map((kept) => kept.swarm)).toEqual([undefined, true]);
  });

  test("join adds a number to a name that is taken", () => {
    const roster = new Roster();
    expect([1, 2, 3].map(() => join(roster, { name: "Ada" }).member.name)).toEqual(["Ada", "Ada 2", "Ada 3"]);
  });

  test.each([
    ["Ada", "Аdа", "Аdа 2"],
    ["Ada", "ADA", "ADA 2"],
    ["Otto", "0tt0", "0tt0 2"],
    ["Zoe", "Zoë", "Zoë"],
  ])("join compares names as they look: after %s, %s is called %s", (first, second, expected) => {
    const roster = new Roster();
    join(roster, { name: first });
    expect(join(roster, { name: second }).member.name).toBe(expected);
  });

  test("rename adds a number to a name that looks like another worker's, and not to the worker's own", () => {
    const roster = new Roster();
    const [ada, ben] = [join(roster, { name: "Ada" }).member, join(roster, { name: "Ben" }).member];
    expect(roster.rename(ben, "aDa")).toBe("aDa 2");
    expect(roster.rename(ada, "ADA")).toBe("ADA");
  });

  test("a number replaces whole characters at the end of the longest names", () => {
    const roster = new Roster();
    const name = `${"a".repeat(18)}😀😀`;
    expect([1, 2].map(() => join(roster, { name }).member.name)).toEqual([name, `${"a".repeat(18)} 2`]);
  });

  test("the names that the roster gives all look different", () => {
    const roster = new Roster();
    const names = Array.from({ length: 26 }, () => join(roster).member.name);
    expect(names.filter((name) => / \d/.test(name))).toEqual([]);
  });

  test("a new worker gets the place of a worker that left before a place beyond the shards", () => {
    const roster = new Roster();
    const [, ben] = [join(roster), join(roster), join(roster)].map(({ member }) => member);
    ben.presence = "left";
    expect(join(roster).member.index).toBe(1);
    expect(join(roster).member.index).toBe(3);
    // Ben's place is taken, so he comes back as a new worker
    expect(join(roster, { token: ben.token })).toMatchObject({ returned: false, member: { index: 4 } });
  });

  test("the place of a reconnecting worker is not given to a new one", () => {
    const roster = new Roster();
    for (const { member } of [join(roster), join(roster), join(roster)]) member.presence = "reconnecting";
    expect(join(roster).member.index).toBe(3);
  });

  test("wasRemoved recognizes the token of a removed worker", () => {
    const roster = new Roster();
    const { member } = join(roster);
    roster.remove(member.id);
    expect(roster.wasRemoved(member.token)).toBe(true);
    expect(roster.members).toEqual([]);
  });

  test("recorded workers are reconnecting after a restart", () => {
    const roster = new Roster([{ id: "a", token: "t", name: "Ada", index: 2, role: { kind: "honest" } }]);
    expect(roster.members).toMatchObject([{ id: "a", index: 2, presence: "reconnecting" }]);
    expect(roster.ready).toEqual([]);
    expect(join(roster, { token: "t" })).toMatchObject({
      returned: true,
      member: { id: "a", name: "Ada", index: 2 },
    });
  });

  test("viewOf never shows the token, and the role only with truth", () => {
    const { member } = join(new Roster());
    expect(viewOf(member, true)).toMatchObject({ role: { kind: "honest" } });
    expect(viewOf(member, false)).not.toHaveProperty("role");
    expect(viewOf(member, true)).not.toHaveProperty("token");
  });

  test("viewOf without truth shows who a member is, how it is connected and whether its updates came", () => {
    const { member } = join(new Roster());
    const measured = { lastLoss: 1, lastComputeMs: 2, lastRound: 3, lagMs: 4, missed: 5, refusals: 6 };
    const known = {
      transport: "polling",
      next: { role: { kind: "honest" }, round: 7 },
      suspect: true,
    } as const;
    const { id, index, name } = member;
    expect(viewOf({ ...member, ...measured, ...known }, false)).toStrictEqual({
      id,
      index,
      name,
      backend: member.backend,
      backendNote: "",
      presence: "loading",
      hidden: false,
      transport: "polling",
      missed: 5,
    });
  });

  test("a member's dead backends are shown until it joins from a page without any", () => {
    const roster = new Roster();
    const { member } = join(roster);
    const again = (backendDeaths?: number) =>
      join(roster, { token: member.token, backend: "wasm", backendNote: "no WebGPU", backendDeaths });
    again(2);
    expect(viewOf(member, false)).toMatchObject({ backend: "wasm", backendDeaths: 2 });
    again();
    expect(viewOf(member, false)).not.toHaveProperty("backendDeaths");
  });

  test("viewOf shows no field of a member that a WorkerView lacks", () => {
    const { member } = join(new Roster());
    expect(viewOf({ ...member, ...{ suspect: true } }, true)).not.toHaveProperty("suspect");
  });
});
