import { type ArmRecord, armLabel } from "@honest-majority/protocol";
import { ruleRegistry } from "@honest-majority/robust/facts";
import { ArmSwatch } from "../../chart/ArmSwatch";
import type { ArmStyle } from "../../chart/armStyle";
import { armTitle } from "../../chart/armTitle";
import { latestValue } from "../../chart/columns";
import { formatDuration, formatNumber, formatPercent, formatShare } from "../../ui/format";
import { leafIn } from "../../ui/registry";
import { useDashboard, useLooks, useRoom } from "../store";

/** A table of what each racing rule did in the last round. */
export function ArmTable() {
  const { config } = useRoom();
  const looks = [...useLooks().values()];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than its panel is scrolled by keyboard
    <section className="table-scroll" tabIndex={0} aria-label="Table of the rules">
      <table>
        <thead>
          <tr>
            <th scope="col">Arm</th>
            <th scope="col">Accuracy</th>
            <th scope="col">Kept</th>
            <th scope="col">Error</th>
            <th scope="col">‖aggregate‖</th>
            <th scope="col">Time</th>
          </tr>
        </thead>
        <tbody>
          {config.arms.map((arm, place) => (
            <ArmRow
              key={armLabel(arm)}
              label={armLabel(arm)}
              rule={arm.aggregator.rule}
              look={looks[place]}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function ArmRow({ label, rule, look }: { label: string; rule: string; look: ArmStyle }) {
  const record = useDashboard(({ last }) => last?.record.arms.find((arm) => arm.label === label));
  const columns = useDashboard((state) => state.columns);
  const accuracy = latestValue(columns, label, "accuracy")?.value;
  const error = latestValue(columns, label, "error")?.value;
  const divergedAt = columns.arms.find((arm) => arm.label === label)?.divergedAt;
  const kept = record && meanKept(record);
  const skipped = record?.outcome === "skipped";
  const trouble =
    divergedAt === undefined
      ? skipped && `skipped: ${record.reason ?? "no reason given"}`
      : `diverged in round ${divergedAt}`;
  return (
    <tr>
      <th scope="row">
        <span className="arm-title" title={leafIn(ruleRegistry, rule)?.sentence}>
          <ArmSwatch look={look} />
          {armTitle(label)}
        </span>
        {trouble && <span className="field-problem rule-name">{trouble}</span>}
      </th>
      <td>{accuracy === undefined ? "–" : formatPercent(accuracy)}</td>
      <td>{kept === undefined ? "–" : formatShare(kept)}</td>
      <td>{formatNumber(skipped ? undefined : error)}</td>
      <td>{formatNumber(skipped ? undefined : record?.aggregateNorm)}</td>
      <td>{record ? formatDuration(record.aggregateMs) : "–"}</td>
    </tr>
  );
}

/** The share of a round's rows that the rule kept, by weight; undefined if there were no rows. */
function meanKept({ rows }: ArmRecord): number | undefined {
  return rows.length === 0 ? undefined : rows.reduce((sum, { kept }) => sum + kept, 0) / rows.length;
}
