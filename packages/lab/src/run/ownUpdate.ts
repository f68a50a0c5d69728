/** Who, in a run whose roles stand from the first round to the last, must compute an update of its own. */
import type { AttackKind, Role, RunConfig } from "@honest-majority/protocol";
import { attackOf } from "@honest-majority/robust/facts";

/** Whether what such an attacker sends has anything of its own update in it but the length. */
export function usesOwnUpdate(kind: AttackKind): boolean {
  const { needs, usesOwn = true } = attackOf({ kind });
  return needs === undefined && usesOwn; // what needs knowledge is made of the honest updates
}

/**
 * A live attacker goes on with its honest update whatever it plays, so that it can turn back. Here nobody turns, and an
 * update that nobody looks at is left out; that worker then reports no training loss.
 *
 * Only where the honest are more than half: an arm of whose honest updates none is finite has then diverged whatever the
 * attackers send, and otherwise they would send their own.
 */
export function mustTrain(role: Role, { workers, attackers = 0 }: RunConfig): boolean {
  if (role.kind === "honest" || 2 * attackers >= workers) return true;
  return usesOwnUpdate(role.attack.kind);
}
