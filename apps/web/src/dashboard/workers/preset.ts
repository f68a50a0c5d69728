import type { AttackConfig } from "@honest-majority/protocol";
import { FIRST_ATTACK } from "../../roles/attackChoice";
import { useDashboard } from "../store";

/** The attack that a switch to malicious starts from. */
export function usePreset(): AttackConfig {
  return useDashboard((state) => state.class.attack ?? FIRST_ATTACK);
}
