/** Decides which workers must compute their own update, in a run whose roles are known from the start. */
import type { AttackKind, Role, RunConfig } from "@honest-majority/protocol";
import { attackOf } from "@honest-majority/robust/facts";

/** Whether an attacker's vector depends on its own update, beyond the length. */
export function usesOwnUpdate(kind: AttackKind): boolean {
  const { needs, usesOwn = true } = attackOf({ kind });
  return needs === undefined && usesOwn; // an attack that needs knowledge uses the honest updates instead
}

/**
 * A live attacker also computes its honest update, whatever its attack, so that it can become honest again. Here it is
 * known who ever does, so unused updates are skipped; such a worker reports no training loss.
 *
 * This needs an honest majority: if no honest update of an arm is finite, the arm diverges then, whatever the attackers
 * send. Without a majority the attackers' own updates would decide.
 */
export function mustTrain(role: Role, { workers, attackers = 0, turns = [] }: RunConfig): boolean {
  const most = Math.max(attackers, ...turns.map((turn) => turn.attackers));
  if (role.kind === "honest" || 2 * most >= workers) return true;
  return usesOwnUpdate(role.attack.kind);
}

/** The length of the own update of a worker that does not train: 0 if the coordinator computes what its attack sends. */
export function ownLength(role: Role, dim: number): number {
  return role.kind === "malicious" && attackOf(role.attack).needs !== undefined ? 0 : dim;
}
