import { armTitle } from "@honest-majority/protocol";
import type { RunColumns } from "./columns";
import { type ChartLine, lastMeasured } from "./lines";
import type { ChartTab } from "./tabs";

const ROWS = 200;

/** The values of the open tab as text: the measured rounds, newest first. */
export function ChartTable({
  columns,
  lines,
  tab,
}: {
  columns: RunColumns;
  lines: readonly ChartLine[];
  tab: ChartTab;
}) {
  const rows = lastMeasured(columns, lines, ROWS);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table longer than its panel is scrolled by keyboard
    <section className="chart-table table-scroll" tabIndex={0} aria-label={`${tab.title}, as a table`}>
      <table>
        <caption className="small muted">
          {rows.length === ROWS
            ? `The last ${ROWS} measured rounds, newest first. The CSV file has all rounds.`
            : "Measured rounds, newest first."}
        </caption>
        <thead>
          <tr>
            <th scope="col">Round</th>
            {lines.map(({ label }) => (
              <th key={label} scope="col">
                {armTitle(label)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((at) => (
            <tr key={columns.rounds[at]}>
              <th scope="row">{columns.rounds[at]}</th>
              {lines.map(({ label, values }) => (
                <td key={label}>{values[at] === null ? "–" : tab.format(values[at])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
