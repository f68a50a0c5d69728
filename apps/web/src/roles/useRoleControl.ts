import type { AttackConfig, Role } from "@honest-majority/protocol";
import { useState } from "react";
import { type AttackChoice, attackOf, choiceOf, FIRST_ATTACK } from "./attackChoice";

/**
 * A switch and its attack picker over one role: while malicious, another attack is sent at once; while
 * honest, it waits for the switch. The role shown is always the coordinator's.
 */
export function useRoleControl(role: Role, flip: (role: Role) => void, preset: AttackConfig = FIRST_ATTACK) {
  const [draft, setDraft] = useState<AttackChoice>();
  const malicious = role.kind === "malicious";
  const choice = draft ?? choiceOf(malicious ? role.attack : preset);
  return {
    malicious,
    choice,
    choose(next: AttackChoice) {
      setDraft(next);
      const chosen = attackOf(next);
      if (malicious && chosen.ok) flip({ kind: "malicious", attack: chosen.attack });
    },
    turn(toMalicious: boolean) {
      if (!toMalicious) return flip({ kind: "honest" });
      const chosen = attackOf(choice);
      if (chosen.ok) flip({ kind: "malicious", attack: chosen.attack });
    },
  };
}
