import { useMemo } from "react";
import { columnsOf } from "../chart/columns";
import { chartFlags } from "../chart/flags";
import { publicFlags } from "../chart/publicColumns";
import { useShowsTruth } from "../dashboard/store";
import { seek, useReplay } from "./replay";

/** The time line: how many rounds are shown, with a mark at each event that may change a curve. */
export function Scrubber() {
  const record = useReplay((state) => state.record);
  const shown = useReplay((state) => state.shown);
  const showsTruth = useShowsTruth();
  const rounds = record?.rounds;
  const all = useMemo(() => (rounds === undefined ? [] : columnsOf(rounds).flags), [rounds]);
  const marks = useMemo(
    () => chartFlags(showsTruth ? all : publicFlags(all)).map(({ round, tone }) => ({ round, tone })),
    [all, showsTruth],
  );
  if (rounds === undefined || record === undefined) return null;
  const count = rounds.length;
  const place = (round: number) => {
    const at = rounds.findIndex((each) => each.round >= round);
    return (at < 0 ? count : at + 1) / count;
  };
  const says = shown === 0 ? "before the first round" : `after round ${rounds[shown - 1].round}`;
  return (
    <section className="scrubber" aria-label="Time line">
      <label>
        <span className="visually-hidden">Where in the run</span>
        <span className="scrubber-track">
          {marks.map(({ round, tone }) => (
            <span
              key={`${round} ${tone}`}
              className="scrubber-mark"
              data-tone={tone}
              style={{ insetInlineStart: `${100 * place(round)}%` }}
            />
          ))}
          <input
            type="range"
            min={0}
            max={count}
            step={1}
            value={shown}
            aria-valuetext={says}
            data-testid="scrubber"
            onChange={({ target }) => seek(Number(target.value))}
          />
        </span>
      </label>
      <span className="scrubber-says tabular muted">{says}</span>
    </section>
  );
}
