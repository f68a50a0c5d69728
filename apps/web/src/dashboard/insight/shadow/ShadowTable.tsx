import { armLabel } from "@honest-majority/protocol";
import { useMemo } from "react";
import type { ArmStyle } from "../../../chart/armStyle";
import { useDashboard, useLooks, useRevealed } from "../../store";
import { ShadowTableRow } from "./ShadowTableRow";
import type { ShownShadow } from "./shadowRows";
import { useAddArm } from "./useAddArm";

/** What every rule would have made of one arm's updates. */
export function ShadowTable({ shadow }: { shadow: ShownShadow }) {
  const runArms = useRunArms();
  const isRevealed = useRevealed();
  const { add, whyNot } = useAddArm(shadow.arm);
  return (
    <table className="rule-table shadow-table">
      <thead>
        <tr>
          <th scope="col">Rule</th>
          <th scope="col">
            <abbr title="distance of the rule's result to the mean of the honest updates, relative to the length of that mean; the bar is a log scale from 0.01 to 100">
              off honest mean
            </abbr>
          </th>
          <th scope="col">
            <abbr title="malicious workers whose updates the rule did not throw out">liars kept</abbr>
          </th>
          <th scope="col">
            <abbr title="honest workers whose updates the rule did not throw out">honest kept</abbr>
          </th>
        </tr>
      </thead>
      <tbody>
        {shadow.rows.map((row) => (
          <ShadowTableRow
            key={row.rule}
            row={row}
            isOld={row.round !== shadow.round}
            runArm={runArms.get(row.rule)}
            isRevealed={isRevealed}
            from={shadow.arm}
            whyNot={whyNot}
            onAdd={add}
          />
        ))}
      </tbody>
    </table>
  );
}

export interface RunArm {
  label: string;
  look: ArmStyle;
}

/** The run's arms without pre-aggregators, by their rule. */
function useRunArms(): ReadonlyMap<string, RunArm> {
  const arms = useDashboard(({ room }) => room?.config.arms);
  const looks = useLooks();
  return useMemo(() => {
    const bare = (arms ?? []).filter(({ preAggregators }) => preAggregators.length === 0);
    return new Map(
      bare.toReversed().flatMap((arm) => {
        const label = armLabel(arm);
        const look = looks.get(label);
        return look ? [[arm.aggregator.rule, { label, look }] as const] : [];
      }),
    );
  }, [arms, looks]);
}
