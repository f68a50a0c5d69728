/**
 * Who is malicious, and which attackers wait for knowledge of the honest updates. The only decisions that know roles;
 * nothing here reaches the aggregation.
 */
import { type AttackConfig, type Role, type RunConfig, turnAt } from "@honest-majority/protocol";
import { hasAnswered, isExpected, type Round } from "./round";

/** Each worker's role when the round opened. A later change counts from the next round on. */
export type Roles = ReadonlyMap<string, Role>;

/**
 * The role that a config gives to a worker in a round: the last `attackers` places of the run are malicious from the start,
 * and as many as the turns say from their rounds on.
 */
export function roleFromConfig(place: number, config: RunConfig, round = 0): Role {
  const { workers } = config;
  const { attackers = 0, attack = config.attack } = turnAt(config.turns, round) ?? config;
  if (attack.kind === "none" || place >= workers || place < workers - attackers) return { kind: "honest" };
  return { kind: "malicious", attack };
}

export function honestWorkers(round: Round, roles: Roles): string[] {
  return round.invited.filter((worker) => roles.get(worker)?.kind !== "malicious");
}

export function byzantineWorkers(round: Round, roles: Roles): string[] {
  return round.invited.filter((worker) => roles.get(worker)?.kind === "malicious");
}

/** The attacks that workers of the round play, each config once. */
export function playedAttacks(round: Round, roles: Roles): AttackConfig[] {
  const played = byzantineWorkers(round, roles).flatMap((worker) => {
    const role = roles.get(worker);
    return role?.kind === "malicious" ? [role.attack] : [];
  });
  return [...new Map(played.map((attack) => [JSON.stringify(attack), attack])).values()];
}

/** Attackers that wait for the same knowledge: they have the same attack with the same options. */
export interface AttackGroup {
  attack: AttackConfig;
  workers: string[];
}

/** Malicious workers that are here, have not answered, and whose attack needs to know the honest updates; grouped by attack. */
export function waitingAttackers(
  round: Round,
  roles: Roles,
  needsKnowledge: (attack: AttackConfig) => boolean,
): AttackGroup[] {
  const groups = new Map<string, AttackGroup>();
  for (const worker of byzantineWorkers(round, roles)) {
    const role = roles.get(worker);
    if (role?.kind !== "malicious" || !needsKnowledge(role.attack)) continue;
    if (round.departed.has(worker) || hasAnswered(round, worker)) continue;
    const key = JSON.stringify(role.attack); // one schema parsed them all, so equal attacks have equal JSON
    const group = groups.get(key) ?? { attack: role.attack, workers: [] };
    group.workers.push(worker);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** Whether every honest worker that the round waits for has sent all it owes. */
export function honestAreIn(round: Round, roles: Roles): boolean {
  return honestWorkers(round, roles).every(
    (worker) => !isExpected(round, worker) || hasAnswered(round, worker),
  );
}

/** Rows of honest workers whose update counts, for each live arm. */
export function honestRows(round: Round, roles: Roles): { arm: number; rows: number[] }[] {
  const honest = new Set(honestWorkers(round, roles));
  return round.arms.map((arm, place) => ({
    arm,
    rows: round.invited.flatMap((worker, row) =>
      honest.has(worker) && round.answers[place][row] === "counted" ? [row] : [],
    ),
  }));
}
