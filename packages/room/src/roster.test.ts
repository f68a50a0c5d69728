import { expect, test } from "vitest";
import { Roster, viewOf } from "./roster";

let made = 0;
const ids = { shards: 3, newToken: () => `token-${++made}`, newId: () => `id-${++made}` };
const join = (roster: Roster, request: { token?: string; name?: string } = {}) =>
  roster.join({ ...request, backend: "cpu" }, ids);

test("workers get places, names and tokens of their own", () => {
  const roster = new Roster();
  const [a, b] = [join(roster).member, join(roster).member];
  expect([a.index, b.index]).toEqual([0, 1]);
  expect(a.name).not.toBe(b.name);
  expect(a.token).not.toBe(b.token);
});

test("the token brings back name, place and role; without it one is a newcomer", () => {
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

test("two workers of one name can be told apart", () => {
  const roster = new Roster();
  expect([1, 2, 3].map(() => join(roster, { name: "Ada" }).member.name)).toEqual(["Ada", "Ada 2", "Ada 3"]);
});

test("a newcomer takes the shard of one who left before doubling another's", () => {
  const roster = new Roster();
  const [, ben] = [join(roster), join(roster), join(roster)].map(({ member }) => member);
  ben.presence = "left";
  expect(join(roster).member.index).toBe(1);
  expect(join(roster).member.index).toBe(3);
  // Ben's place is another's now; he comes back as a newcomer
  expect(join(roster, { token: ben.token })).toMatchObject({ returned: false, member: { index: 4 } });
});

test("a place on the way back is not given away", () => {
  const roster = new Roster();
  for (const { member } of [join(roster), join(roster), join(roster)]) member.presence = "reconnecting";
  expect(join(roster).member.index).toBe(3);
});

test("a removed worker's token is remembered as that", () => {
  const roster = new Roster();
  const { member } = join(roster);
  roster.remove(member.id);
  expect(roster.wasRemoved(member.token)).toBe(true);
  expect(roster.members).toEqual([]);
});

test("after a restart the kept workers are on the way back", () => {
  const roster = new Roster([{ id: "a", token: "t", name: "Ada", index: 2, role: { kind: "honest" } }]);
  expect(roster.members).toMatchObject([{ id: "a", index: 2, presence: "reconnecting" }]);
  expect(roster.ready).toEqual([]);
  expect(join(roster, { token: "t" })).toMatchObject({
    returned: true,
    member: { id: "a", name: "Ada", index: 2 },
  });
});

test("a view never shows the token, and the role only to those who may know", () => {
  const { member } = join(new Roster());
  expect(viewOf(member, true)).toMatchObject({ role: { kind: "honest" } });
  expect(viewOf(member, false)).not.toHaveProperty("role");
  expect(viewOf(member, true)).not.toHaveProperty("token");
});
