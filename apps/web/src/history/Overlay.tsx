import type { RunRecord } from "@honest-majority/records";
import { useEffect, useMemo, useRef, useState } from "react";
import { ChartPanel } from "../chart/ChartPanel";
import { loadSource } from "../replay/loadRecord";
import { overlaid } from "./overlayColumns";
import "../style/chart.css";

/** The chosen runs on one chart, with the numbers that the table gives them. */
export function Overlay({ room, runs }: { room: string; runs: readonly string[] }) {
  const [known, setKnown] = useState<Readonly<Record<string, RunRecord | string>>>({});
  const asked = useRef(new Set<string>());
  useEffect(() => {
    for (const run of runs) {
      if (asked.current.has(run)) continue;
      asked.current.add(run);
      loadSource({ kind: "class", room, run }, () => {}).then(
        (record) => setKnown((before) => ({ ...before, [run]: record })),
        (error: Error) => setKnown((before) => ({ ...before, [run]: error.message })),
      );
    }
  }, [room, runs]);
  const missing = runs.filter((run) => known[run] === undefined);
  const problems = runs.flatMap((run) => (typeof known[run] === "string" ? [known[run]] : []));
  const records = useMemo(
    () => runs.flatMap((run) => (typeof known[run] === "object" ? [known[run] as RunRecord] : [])),
    [runs, known],
  );
  const chart = useMemo(
    () => (records.length < runs.length ? undefined : overlaid(records)),
    [records, runs],
  );
  const classes = records[0]?.rounds
    .flatMap(({ arms }) => arms.flatMap(({ evaluation }) => evaluation?.confusion.length ?? []))
    .at(0);
  return (
    <div className="overlay">
      {problems.map((problem) => (
        <p key={problem} className="notice" role="alert">
          {problem}
        </p>
      ))}
      {chart === undefined ? (
        missing.length > 0 && <p role="status">Reading the records…</p>
      ) : (
        <ChartPanel {...chart} classes={classes} room={room} />
      )}
    </div>
  );
}
