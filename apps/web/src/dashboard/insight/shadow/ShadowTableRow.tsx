import { armTitle } from "@honest-majority/protocol";
import { ruleRegistry } from "@honest-majority/robust/facts";
import { type CSSProperties, memo } from "react";
import { ArmSwatch } from "../../../chart/ArmSwatch";
import { ERROR_FLOOR, FLOOR_WORDS } from "../../../chart/measures";
import { formatNumber } from "../../../ui/format";
import { entryIn, nameIn, shortNameIn } from "../../../ui/registry";
import { type MarkedVerdict, VerdictMark } from "../../../ui/VerdictMark";
import { pointAtArm } from "../../view";
import type { RunArm } from "./ShadowTable";
import { barShare, type ShownRow } from "./shadowRows";

export interface ShadowTableRowProps {
  row: ShownRow;
  /** Whether the row is of the round before. */
  isOld: boolean;
  runArm: RunArm | undefined;
  isRevealed: boolean;
  /** The label of the arm whose updates the table shows. */
  from: string;
  /** Why no rule can be added now. */
  whyNot: string | undefined;
  onAdd(rule: string): void;
}

export const ShadowTableRow = memo(function ShadowTableRow(props: ShadowTableRowProps) {
  const { row, isOld, runArm, isRevealed } = props;
  return (
    <tr
      data-rule={row.rule}
      data-old={isOld}
      title={isOld ? `of round ${row.round}; this round's result is still to come` : undefined}
      onPointerEnter={runArm && (() => pointAtArm(runArm.label))}
      onPointerLeave={runArm && (() => pointAtArm(undefined))}
    >
      <th scope="row">
        <span className="rule-title">
          {runArm ? <ArmSwatch look={runArm.look} /> : addButton(props)}
          <span title={entryIn(ruleRegistry, row.rule)?.sentence}>{shortNameIn(ruleRegistry, row.rule)}</span>
          {runArm && (
            <span className="in-run" title="This rule trains a model of its own in this run.">
              <span>in run</span>
            </span>
          )}
        </span>
      </th>
      {"reason" in row ? (
        <td className="muted shadow-reason" colSpan={3} title={row.reason}>
          {row.reason}
        </td>
      ) : (
        <>
          <td>{offCell(row.distance, row.relative)}</td>
          <td>
            {keptCell(
              row.liarsKept,
              row.liars,
              isRevealed ? (row.liarsKept > 0 ? "missed" : "caught") : undefined,
            )}
          </td>
          <td>
            {keptCell(
              row.honestKept,
              row.honest,
              isRevealed && row.honestKept < row.honest ? "wronged" : undefined,
            )}
          </td>
        </>
      )}
    </tr>
  );
});

function addButton({ row: { rule }, from, whyNot, onAdd }: ShadowTableRowProps) {
  const what = whyNot ?? `it joins the run and starts from the parameters of ${armTitle(from)}`;
  const label = `Add ${nameIn(ruleRegistry, rule)}: ${what}`;
  return (
    <button
      type="button"
      className="add-arm"
      aria-disabled={whyNot !== undefined}
      aria-label={label}
      title={label}
      onClick={() => whyNot === undefined && onAdd(rule)}
    >
      +
    </button>
  );
}

function offCell(distance: number | null, relative: number | null) {
  if (relative === null) return <span className="muted">{distance === null ? "not finite" : "–"}</span>;
  return (
    <span className="off" style={{ "--share": barShare(relative) } as CSSProperties}>
      <span className="off-bar" aria-hidden="true" />
      <span className="off-value">{relative <= ERROR_FLOOR ? FLOOR_WORDS : formatNumber(relative)}</span>
    </span>
  );
}

function keptCell(kept: number, of: number, verdict: MarkedVerdict | undefined) {
  if (of === 0) return <span className="muted">none here</span>;
  return (
    <span className="kept-of">
      {verdict && <VerdictMark verdict={verdict} />}
      {kept} of {of}
    </span>
  );
}
