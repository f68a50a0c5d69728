import { RUN_SETTINGS } from "@honest-majority/protocol";
import { ruleConfig } from "@honest-majority/robust/facts";
import { useCallback } from "react";
import { useCommands } from "../../commands";
import { useDashboard } from "../../store";

/** Adds a rule as an arm that starts from the parameters of the arm `from`. */
export function useAddArm(from: string): { add(rule: string): void; whyNot: string | undefined } {
  const { addArm } = useCommands();
  const arms = useDashboard(({ room }) => room?.config.arms.length ?? 0);
  const phase = useDashboard(({ run }) => run.phase);
  const isLost = useDashboard(({ connection }) => connection.kind === "lost");
  const add = useCallback(
    (rule: string) => void addArm({ arm: { aggregator: ruleConfig(rule), preAggregators: [] }, from }),
    [addArm, from],
  );
  return { add, whyNot: whyNoArm({ arms, isFinished: phase === "finished", isLost }) };
}

/** Why no arm can be added; undefined if one can. */
export function whyNoArm(run: { arms: number; isFinished: boolean; isLost: boolean }): string | undefined {
  const { most } = RUN_SETTINGS.arms;
  if (run.isLost) return "the coordinator does not answer: wait until it is back";
  if (run.isFinished) return "the run is over: press Again for the next one";
  if (run.arms >= most) return `a run has at most ${most} rules`;
  return undefined;
}
