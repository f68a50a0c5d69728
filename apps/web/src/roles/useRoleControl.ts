import { type AttackConfig, FIRST_ATTACK, type Role } from "@honest-majority/protocol";
import { useState } from "react";
import type { Choice } from "../ui/choice";
import { attackOf, choiceOf } from "./attackChoice";

/** Why a worker's own switch is disabled while the class is locked. */
export const LOCKED = "Your teacher has locked the switches.";

/**
 * The state of a role switch and its attack picker. While the worker is malicious, a newly chosen attack is sent at
 * once; while it is honest, the choice takes effect with the switch and starts as the preset. The switch shows the coordinator's role.
 */
export function useRoleControl(role: Role, flip: (role: Role) => void, preset: AttackConfig = FIRST_ATTACK) {
  const [draft, setDraft] = useState<Choice>();
  const malicious = role.kind === "malicious";
  const [seen, setSeen] = useState(role);
  if (JSON.stringify(seen) !== JSON.stringify(role)) {
    setSeen(role);
    // somebody else chose another attack for this worker, and the picker shows what is sent
    if (malicious && draft && !isChosen(draft, role.attack)) setDraft(undefined);
  }
  const choice = draft ?? choiceOf(malicious ? role.attack : preset);
  return {
    malicious,
    choice,
    preset: choiceOf(preset),
    choose(next: Choice) {
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

function isChosen(choice: Choice, attack: AttackConfig): boolean {
  const chosen = attackOf(choice);
  return chosen.ok && JSON.stringify(chosen.attack) === JSON.stringify(attack);
}
