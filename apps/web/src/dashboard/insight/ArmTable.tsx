import type { Arm, RoundRecord } from "@honest-majority/protocol";
import { ruleRegistry } from "@honest-majority/robust/facts";
import { ArmSwatch } from "../chart/ArmSwatch";
import type { ArmStyle } from "../chart/armStyle";
import { armTitle } from "../chart/armTitle";
import { latestOfArm } from "../chart/series";
import { formatDuration, formatNumber, formatPercent, formatShare } from "../ui/format";
import { leafIn, nameIn } from "../ui/registry";
import { meanKept } from "./kept";

export interface ArmTableProps {
  rounds: readonly RoundRecord[];
  arms: readonly { label: string; arm: Arm }[];
  /** The arms' styles, in the same order. */
  looks: readonly ArmStyle[];
}

/** A table of what each rule did in the last round. */
export function ArmTable({ rounds, arms, looks }: ArmTableProps) {
  return (
    <section className="card" aria-labelledby="arms-title">
      <h2 id="arms-title">What each rule did</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than its panel is scrolled by keyboard */}
      <section className="table-scroll" tabIndex={0} aria-label="Table of the rules">
        <table>
          <thead>
            <tr>
              <th scope="col">Arm</th>
              <th scope="col">Accuracy</th>
              <th scope="col">Kept</th>
              <th scope="col">Error to honest mean</th>
              <th scope="col">‖aggregate‖</th>
              <th scope="col">Time</th>
            </tr>
          </thead>
          <tbody>
            {arms.map(({ label, arm }, i) => (
              <ArmRow key={label} label={label} arm={arm} look={looks[i]} rounds={rounds} />
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

function ArmRow({
  label,
  arm,
  look,
  rounds,
}: {
  label: string;
  arm: Arm;
  look: ArmStyle;
  rounds: readonly RoundRecord[];
}) {
  const { record, aggregationError, evaluation, divergedAt } = latestOfArm(rounds, label);
  const kept = record && meanKept(record);
  const { rule } = arm.aggregator;
  const name = nameIn(ruleRegistry, rule);
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
        {arm.label !== undefined && armTitle(label) !== name && (
          <span className="muted small rule-name">{name}</span>
        )}
        {trouble && <span className="field-problem rule-name">{trouble}</span>}
        {record?.warnings.map((warning) => (
          <span key={warning} className="small muted rule-name">
            {warning}
          </span>
        ))}
      </th>
      <td>{evaluation ? formatPercent(evaluation.accuracy) : "–"}</td>
      <td>{kept === undefined ? "–" : formatShare(kept)}</td>
      <td>{formatNumber(skipped ? undefined : aggregationError)}</td>
      <td>{formatNumber(skipped ? undefined : record?.aggregateNorm)}</td>
      <td>{record ? formatDuration(record.aggregateMs) : "–"}</td>
    </tr>
  );
}
