import type { RoundRecord } from "@honest-majority/protocol";
import { useCallback, useMemo, useState } from "react";
import { ArmSwatch } from "./ArmSwatch";
import { type ArmStyle, MEAN_STYLE } from "./armStyle";
import { armTitle } from "./armTitle";
import { chartFlags, flagsOf } from "./flags";
import { Plot } from "./Plot";
import { latest, seriesOf } from "./series";
import { CHART_TABS } from "./tabs";

export interface ChartPanelProps {
  rounds: readonly RoundRecord[];
  /** The arms' labels, in the run's order. */
  labels: readonly string[];
  /** The arms' styles, in the run's order. */
  looks: readonly ArmStyle[];
}

/** One line per arm over the rounds, with flags for events. The latest values are shown above it as text. */
export function ChartPanel({ rounds, labels, looks }: ChartPanelProps) {
  const [tab, setTab] = useState(CHART_TABS[0]);
  const [hovered, setHovered] = useState<number>();
  const onHover = useCallback((index: number | undefined) => setHovered(index), []);
  const series = useMemo(() => seriesOf(rounds, labels, tab), [rounds, labels, tab]);
  const flags = useMemo(() => chartFlags(flagsOf(rounds)), [rounds]);
  const { format } = tab;
  const hoveredRound = hovered === undefined ? undefined : series.x[hovered];
  return (
    <section className="card chart-panel" aria-labelledby="chart-title">
      <header className="panel-head">
        <h2 id="chart-title">{tab.title}</h2>
        <fieldset className="segments">
          <legend className="visually-hidden">What the chart shows</legend>
          {CHART_TABS.map((each) => (
            <button key={each.key} type="button" aria-pressed={each === tab} onClick={() => setTab(each)}>
              {each.label}
            </button>
          ))}
        </fieldset>
      </header>
      <ul className="latest">
        {series.lines.map(({ label, arm, last }) => (
          <li key={label}>
            <ArmSwatch look={arm === undefined ? MEAN_STYLE : looks[arm]} />
            <span>{armTitle(label)}</span>
            <output data-testid={`${tab.key}-${label}`}>{last === undefined ? "–" : format(last)}</output>
          </li>
        ))}
      </ul>
      {rounds.length === 0 ? (
        <p className="waiting muted">waiting for round 0</p>
      ) : (
        <Plot series={series} looks={looks} flags={flags} axis={tab.axis} format={format} onHover={onHover} />
      )}
      <p className="small muted hover-line" aria-hidden="true">
        {hoveredRound === undefined
          ? "Point at the chart to read values; drag to zoom, double-click to see all."
          : `Round ${hoveredRound}: ${series.lines.map(({ label, values }) => `${armTitle(label)} ${at(values, hovered!, format)}`).join(" · ")}`}
      </p>
    </section>
  );
}

/** The value at a round, or the last one measured before it. */
function at(values: readonly (number | null)[], index: number, format: (value: number) => string): string {
  const last = latest(values.slice(0, index + 1));
  return last === undefined ? "–" : format(last.value);
}
