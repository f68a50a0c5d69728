import type { Flag } from "../chart/flags";

/** The events of the run, newest first: the texts of the chart's flags. */
export function EventList({ flags }: { flags: readonly Flag[] }) {
  return (
    <section className="card" aria-labelledby="events-title">
      <h2 id="events-title">What happened</h2>
      {flags.length === 0 ? (
        <p className="muted">Nothing yet: turn a worker malicious and watch.</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list longer than its panel is scrolled by keyboard
        <ol className="events" tabIndex={0} aria-labelledby="events-title">
          {flags.toReversed().map(({ round, until, text, tone }, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: counted from the oldest, so each event keeps its key
            <li key={flags.length - i} data-tone={tone}>
              <span className="event-round tabular">{until === undefined ? round : `${round}–${until}`}</span>
              <span className="event-mark" aria-hidden="true" />
              {text}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
