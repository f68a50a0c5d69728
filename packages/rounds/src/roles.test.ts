import { type AttackConfig, type Role, RunConfig } from "@honest-majority/protocol";
import { expect, test } from "vitest";
import {
  byzantineWorkers,
  honestAreIn,
  honestRows,
  honestWorkers,
  roleFromConfig,
  waitingAttackers,
} from "./roles";
import { depart, openRound, receive } from "./round";

const alie: Role = { kind: "malicious", attack: { kind: "alie" } };
const bitFlip: Role = { kind: "malicious", attack: { kind: "bitFlip", factor: 10 } };
const roles = new Map<string, Role>([
  ["ada", { kind: "honest" }],
  ["ben", alie],
  ["cleo", bitFlip],
]);
/** dev has no entry: a worker without a role is honest. */
const round = openRound(0, ["ada", "ben", "cleo", "dev"], [0, 1]);
const needsKnowledge = ({ kind }: AttackConfig) => kind === "alie";

test("honestWorkers and byzantineWorkers depend only on roles", () => {
  expect(honestWorkers(round, roles)).toEqual(["ada", "dev"]);
  expect(byzantineWorkers(round, roles)).toEqual(["ben", "cleo"]);
});

test("waitingAttackers are those that need knowledge, are present and have not answered", () => {
  expect(waitingAttackers(round, roles, needsKnowledge)).toEqual([
    { attack: { kind: "alie" }, workers: ["ben"] },
  ]);
  expect(waitingAttackers(depart(round, "ben"), roles, needsKnowledge)).toEqual([]);
  const sent = receive(receive(round, "ben", 0, "counted"), "ben", 1, "counted");
  expect(waitingAttackers(sent, roles, needsKnowledge)).toEqual([]);
});

test("waitingAttackers groups attackers by attack and strength", () => {
  const others = new Map(roles)
    .set("ada", { kind: "malicious", attack: { kind: "alie", z: 2 } })
    .set("dev", { kind: "malicious", attack: { kind: "alie" } });
  expect(waitingAttackers(round, others, needsKnowledge)).toEqual([
    { attack: { kind: "alie", z: 2 }, workers: ["ada"] },
    { attack: { kind: "alie" }, workers: ["ben", "dev"] },
  ]);
});

test("honestAreIn is true when every honest worker has answered every arm or left", () => {
  let open = receive(receive(round, "ada", 0, "counted"), "ada", 1, "counted");
  expect(honestAreIn(open, roles)).toBe(false);
  expect(honestAreIn(depart(open, "dev"), roles)).toBe(true);
  open = receive(receive(open, "dev", 0, "counted"), "dev", 1, "not-finite");
  expect(honestAreIn(open, roles)).toBe(true);
});

test("honestRows are an arm's counted honest updates, by their place in the matrix", () => {
  let open = receive(receive(round, "dev", 0, "counted"), "dev", 1, "not-finite");
  open = receive(open, "ben", 0, "counted");
  expect(honestRows(open, roles)).toEqual([
    { arm: 0, rows: [3] },
    { arm: 1, rows: [] },
  ]);
});

test("roleFromConfig makes the last places malicious, and none when the config has no attack", () => {
  const config = {
    workers: 4,
    attackers: 1,
    attack: bitFlip.kind === "malicious" ? bitFlip.attack : undefined,
  };
  const roles = (given: object) =>
    [0, 2, 3, 4].map((place) => roleFromConfig(place, RunConfig.parse({ ...config, ...given })).kind);
  expect(roles({})).toEqual(["honest", "honest", "malicious", "honest"]);
  expect(roles({ attackers: 2 })).toEqual(["honest", "malicious", "malicious", "honest"]);
  expect(roles({ attackers: 0, attack: "none" })).toEqual(["honest", "honest", "honest", "honest"]);
});

test("roleFromConfig follows the turns from their rounds on, with their attacks", () => {
  const config = RunConfig.parse({ workers: 3, attackers: 1, attack: "bitFlip", turns: "2:2:foe, 4:0, 6:3" });
  const attacks = (round: number) =>
    [0, 1, 2].map((place) => {
      const role = roleFromConfig(place, config, round);
      return role.kind === "malicious" ? role.attack.kind : "honest";
    });
  expect(attacks(1)).toEqual(["honest", "honest", "bitFlip"]);
  expect(attacks(3)).toEqual(["honest", "foe", "foe"]);
  expect(attacks(4)).toEqual(["honest", "honest", "honest"]);
  expect(attacks(9)).toEqual(["bitFlip", "bitFlip", "bitFlip"]);
});
