import { armShortTitle, armTitle } from "@honest-majority/protocol";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { arrived } from "../load/arrived";
import { Icon } from "../ui/Icon";
import { lazyPart } from "../ui/lazyPart";
import { ArmSwatch } from "./ArmSwatch";
import type { ArmStyle } from "./armStyle";
import type { Range } from "./axes";
import { ChartMenu } from "./ChartMenu";
import type { RunColumns } from "./columns";
import { chartFlags } from "./flags";
import { type ChartArm, type ChartLine, lastMeasured, linesOf } from "./lines";
import { isSecret } from "./measures";
import { CHART_TABS, type ChartTab, tabsOf } from "./tabs";
import { roundRange } from "./view";
import { clampZoom } from "./zoom";

/** It holds the plotting library, which a lobby does not need. */
const Plot = lazyPart(async () => (await import("./Plot")).Plot);

const ChartTable = lazyPart(async () => (await import("./ChartTable")).ChartTable);

export interface ChartPanelProps {
  columns: RunColumns;
  /** The arms' labels, in the run's order. */
  labels: readonly string[];
  /** The arms' styles, in the run's order. */
  looks: readonly ArmStyle[];
  /** Classes of the data set: chance is one over them. */
  classes?: number;
  room: string;
  /** The last run, drawn under this run's curves. */
  ghost?: RunColumns;
  /** The label of the arm that is pointed at elsewhere on the page. */
  pointedArm?: string;
  /** The scale of the chart; a projector needs a larger one. 1 by default. */
  magnify?: number;
}

/** One line per arm over the rounds, with flags for events. A legend and a table have the numbers as text. */
export function ChartPanel({
  columns,
  labels,
  looks,
  classes,
  room,
  ghost,
  pointedArm,
  magnify = 1,
}: ChartPanelProps) {
  const section = useRef<HTMLElement>(null);
  const [chosen, setTab] = useState(CHART_TABS[0]);
  const tabs = useMemo(() => tabsOf(columns), [columns]);
  const tab = tabs.includes(chosen) ? chosen : CHART_TABS[0];
  const [asTable, setAsTable] = useState(false);
  const { zoom, zoomTo } = useZoom(columns, ghost);
  const arms = useMemo(() => labels.map((label, i) => ({ label, look: looks[i] })), [labels, looks]);
  const lines = useMemo(() => linesOf(columns, arms, tab), [columns, arms, tab]);
  const flags = useMemo(() => chartFlags(columns.flags), [columns.flags]);
  const title = `${tab.title} · room ${room}`;
  const missing = whyEmpty(columns, lines, tab);
  return (
    <section ref={section} className="card chart-panel" data-testid="chart" aria-labelledby="chart-title">
      <header className="panel-head">
        <h2 id="chart-title">{tab.title}</h2>
        <fieldset className="segments">
          <legend className="visually-hidden">What the chart shows</legend>
          {tabs.map((each) => (
            <button key={each.key} type="button" aria-pressed={each === tab} onClick={() => setTab(each)}>
              {each.label}
            </button>
          ))}
        </fieldset>
        <div className="chart-tools">
          <button
            type="button"
            className="icon-button"
            aria-label="As table"
            title="As table"
            aria-pressed={asTable}
            onClick={() => setAsTable(!asTable)}
          >
            <Icon name="table" />
          </button>
          <ChartMenu
            onExport={(format) => {
              const exported = { columns, arms, ghost, tab, classes, zoom, title, room };
              void arrived(() => import("./download")).then(({ download }) =>
                download(format, exported, section.current!),
              );
            }}
          />
        </div>
      </header>
      <Legend arms={arms} tab={tab} lines={lines} />
      <div className="chart-body">
        {asTable ? (
          <ChartTable columns={columns} lines={lines} tab={tab} />
        ) : (
          <Plot
            columns={columns}
            lines={lines}
            arms={arms}
            ghost={ghost}
            flags={flags}
            tab={tab}
            classes={classes}
            zoom={zoom}
            pointed={pointedArm}
            unit={magnify}
            onZoom={zoomTo}
          />
        )}
        {zoom && !asTable && (
          <button type="button" className="zoom-chip" onClick={() => zoomTo(undefined)}>
            Rounds {Math.ceil(zoom[0])}–{Math.floor(zoom[1])} <strong>Whole run</strong>
          </button>
        )}
        {missing !== undefined && <p className="chart-empty muted">{missing}</p>}
      </div>
    </section>
  );
}

/** Each line's last value. Visible in a narrow chart only, where no labels fit at the lines' ends. */
function Legend({
  arms,
  tab,
  lines,
}: {
  arms: readonly ChartArm[];
  tab: ChartTab;
  lines: readonly ChartLine[];
}) {
  const shown = tab.column.of === "run" ? [{ label: tab.column.name, look: undefined }] : arms;
  return (
    <ul className="chart-legend">
      {shown.map(({ label, look }) => {
        const line = lines.find((each) => each.label === label);
        const value = line?.values.findLast((each) => each !== null) ?? undefined;
        return (
          <li key={label}>
            {look && <ArmSwatch look={look} />}
            <abbr title={armTitle(label)}>{armShortTitle(label)}</abbr>{" "}
            <output data-testid={`${tab.key}-${label}`}>
              {value === undefined ? "–" : tab.short(value)}
            </output>
          </li>
        );
      })}
    </ul>
  );
}

/** Why the tab has no curves; undefined if it has some. */
function whyEmpty(columns: RunColumns, lines: readonly ChartLine[], tab: ChartTab): string | undefined {
  if (columns.length === 0) return "The curves begin with the first round.";
  if (lastMeasured(columns, lines, 1).length > 0) return undefined;
  if (!isSecret(tab.column)) return "Waiting for the first measured round.";
  return columns.truth
    ? "This run was recorded without what this needs. A new run has it."
    : "This is shown once the roles are revealed.";
}

/** The zoom stays while rounds are added, until the whole run is asked for or another run starts. */
function useZoom(columns: RunColumns, ghost: RunColumns | undefined) {
  const [zoom, setZoom] = useState<Range>();
  const whole = useRef<Range>([0, 1]);
  whole.current = roundRange(columns, ghost, undefined);
  const zoomTo = useCallback(
    (range: Range | undefined) => setZoom(range && clampZoom(range, whole.current)),
    [],
  );
  const empty = columns.length === 0;
  useEffect(() => {
    if (empty) setZoom(undefined);
  }, [empty]);
  useEffect(() => {
    if (!zoom) return;
    const onKey = (event: KeyboardEvent) => {
      const elsewhere =
        event.defaultPrevented || document.querySelector("dialog[open], :popover-open") !== null;
      if (event.key === "Escape" && !elsewhere) setZoom(undefined);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [zoom]);
  return { zoom, zoomTo };
}
