import { armShortTitle } from "@honest-majority/protocol";
import { useMemo } from "react";
import { ArmSwatch } from "../chart/ArmSwatch";
import { latestEvaluation } from "../chart/columns";
import { chartFlags } from "../chart/flags";
import { linesOf } from "../chart/lines";
import { Plot } from "../chart/Plot";
import { CHART_TABS } from "../chart/tabs";
import { useLabels, useLooks, useRoom } from "../dashboard/store";
import { useShownColumns } from "../dashboard/useShownColumns";
import { formatPercent } from "../ui/format";
import { withoutNames } from "./withoutNames";

const [TAB] = CHART_TABS;
const stay = () => {};

/** The test accuracy of each arm, without the tools of the dashboard's chart. */
export function ProjectorChart({ unit }: { unit: number }) {
  const columns = useShownColumns("columns");
  const ghost = useShownColumns("ghost");
  const { showNames } = useRoom().config;
  const labels = useLabels();
  const looks = useLooks();
  const arms = useMemo(
    () =>
      labels.flatMap((label) => {
        const look = looks.get(label);
        return look ? [{ label, look }] : [];
      }),
    [labels, looks],
  );
  const lines = useMemo(() => linesOf(columns, arms, TAB), [columns, arms]);
  const flags = useMemo(() => {
    const named = chartFlags(columns.flags);
    return showNames ? named : withoutNames(named);
  }, [columns.flags, showNames]);
  const measured = latestEvaluation(columns);
  const accuracyOf = (label: string) => {
    const arm = measured?.arms.find((each) => each.label === label);
    return arm === undefined ? "–" : formatPercent(arm.evaluation.accuracy);
  };
  return (
    <section className="card projector-chart" data-testid="chart" aria-labelledby="chart-title">
      <h2 id="chart-title">{TAB.title}</h2>
      <ul className="chart-legend">
        {arms.map(({ label, look }) => (
          <li key={label}>
            <ArmSwatch look={look} />
            {armShortTitle(label)} <output>{accuracyOf(label)}</output>
          </li>
        ))}
      </ul>
      <div className="chart-body">
        <Plot
          columns={columns}
          lines={lines}
          arms={arms}
          ghost={ghost}
          flags={flags}
          tab={TAB}
          classes={columns.arms[0]?.evaluated?.evaluation.confusion.length}
          unit={unit}
          onZoom={stay}
        />
      </div>
    </section>
  );
}
