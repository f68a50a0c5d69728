import { type ArmRecord, armLabel, armTitle } from "@honest-majority/protocol";
import { ruleRegistry } from "@honest-majority/robust/facts";
import { ArmSwatch } from "../../chart/ArmSwatch";
import { latestValue } from "../../chart/columns";
import { isMeasured } from "../../chart/measures";
import { formatDuration, formatPercent, formatShare } from "../../ui/format";
import { entryIn } from "../../ui/registry";
import { useDashboard, useLooks, useRoom } from "../store";
import { useShownColumns } from "../useShownColumns";

/** What each rule of the run did in the last round. Reveals no roles: attack success only where they are shown. */
export function ArmTable() {
  const { config } = useRoom();
  const columns = useShownColumns("columns");
  const attacked = columns.arms.some(({ values }) => isMeasured(values.success));
  return (
    <table className="rule-table">
      <thead>
        <tr>
          <th scope="col">Rule</th>
          <th scope="col">accuracy</th>
          {attacked && <th scope="col">attack</th>}
          <th scope="col">kept</th>
          <th scope="col">time</th>
        </tr>
      </thead>
      <tbody>
        {config.arms.map((arm) => (
          <ArmRow
            key={armLabel(arm)}
            label={armLabel(arm)}
            rule={arm.aggregator.rule}
            attackSuccess={
              attacked ? (latestValue(columns, armLabel(arm), "success")?.value ?? null) : undefined
            }
          />
        ))}
      </tbody>
    </table>
  );
}

interface ArmRowProps {
  label: string;
  rule: string;
  /** null: not measured for this arm; undefined: there is no such column. */
  attackSuccess: number | null | undefined;
}

function ArmRow({ label, rule, attackSuccess }: ArmRowProps) {
  const look = useLooks().get(label);
  const record = useDashboard(({ last }) => last?.record.arms.find((arm) => arm.label === label));
  const columns = useDashboard((state) => state.columns);
  const accuracy = latestValue(columns, label, "accuracy")?.value;
  const kept = record && meanKept(record);
  const trouble = troubleOf(record, columns.arms.find((arm) => arm.label === label)?.divergedAt);
  return (
    <tr>
      <th scope="row">
        <span className="rule-title" title={entryIn(ruleRegistry, rule)?.sentence}>
          {look && <ArmSwatch look={look} />}
          {armTitle(label)}
        </span>
        {trouble && <span className="arm-trouble muted">{trouble}</span>}
      </th>
      <td>{accuracy === undefined ? "–" : formatPercent(accuracy)}</td>
      {attackSuccess !== undefined && <td>{attackSuccess === null ? "–" : formatPercent(attackSuccess)}</td>}
      <td>{kept === undefined ? "–" : formatShare(kept)}</td>
      <td>{record ? formatDuration(record.aggregateMs) : "–"}</td>
    </tr>
  );
}

function troubleOf(record: ArmRecord | undefined, divergedAt: number | undefined): string | undefined {
  if (divergedAt !== undefined) return `diverged in round ${divergedAt}`;
  return record?.outcome === "skipped" ? `skipped: ${record.reason ?? "no reason given"}` : undefined;
}

/** The share of a round's rows that the rule kept, by weight; undefined if there were no rows. */
function meanKept({ rows }: ArmRecord): number | undefined {
  return rows.length === 0 ? undefined : rows.reduce((sum, { kept }) => sum + kept, 0) / rows.length;
}
