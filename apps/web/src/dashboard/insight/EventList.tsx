import { useMemo } from "react";
import { publicFlags } from "../../chart/publicColumns";
import { useDashboard, useShowsTruth } from "../store";

/** The events of the run, newest first: the texts of the chart's flags. Without flips while roles are hidden. */
export function EventList() {
  const all = useDashboard(({ columns }) => columns.flags);
  const showsTruth = useShowsTruth();
  const flags = useMemo(() => (showsTruth ? all : publicFlags(all)), [all, showsTruth]);
  if (flags.length === 0)
    return (
      <p className="muted waiting">
        {showsTruth
          ? "Nothing yet: turn a worker malicious and watch."
          : "Nothing to show: flips are hidden on this screen until the reveal."}
      </p>
    );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list longer than its panel is scrolled by keyboard
    <ol className="events" tabIndex={0} aria-label="What happened">
      {flags.toReversed().map(({ round, until, text, tone }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: counted from the oldest, so each event keeps its key
        <li key={flags.length - i} data-tone={tone}>
          <span className="event-round tabular">{until === undefined ? round : `${round}–${until}`}</span>
          <span className="event-mark" aria-hidden="true" />
          <span>{text}</span>
        </li>
      ))}
    </ol>
  );
}
