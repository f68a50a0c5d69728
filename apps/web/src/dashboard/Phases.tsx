import { armShortTitle } from "@honest-majority/protocol";
import { useEffect, useState } from "react";
import { formatDuration } from "../ui/format";
import { useDashboard, useLabels, useRoom } from "./store";

const PHASE_MS = 1_000;
const LAST = 4;

/** The five phases of a round, lit one after another, with what moves in each. */
export function Phases() {
  const round = useDashboard(({ run }) => (run.phase === "running" ? run.round : undefined));
  const last = useDashboard((state) => state.last?.record);
  // after a round has closed, `run` may already name the next; the phases shown are those of the round shown
  const [shown, setShown] = useState({ round, phase: 0 });
  const closed = last !== undefined && shown.round !== undefined && last.round >= shown.round;
  useEffect(() => {
    const timer = setInterval(
      () =>
        setShown((now) => {
          if (now.phase >= LAST || now.round === undefined)
            return now.round === round ? now : { round, phase: 0 };
          // the updates come in until the round closes, however long that takes
          return now.phase === 2 && !closed ? now : { ...now, phase: now.phase + 1 };
        }),
      PHASE_MS,
    );
    return () => clearInterval(timer);
  }, [round, closed]);
  const texts = usePhaseTexts(shown.round);
  return (
    <ol className="slow-motion" aria-label={`Round ${shown.round}, phase by phase`}>
      {texts.map(([name, moves], i) => (
        <li key={name} data-lit={i === shown.phase} aria-current={i === shown.phase ? "step" : undefined}>
          <strong>{name}</strong>
          <span className="small muted" title={moves}>
            {moves}
          </span>
        </li>
      ))}
    </ol>
  );
}

function usePhaseTexts(round: number | undefined): [name: string, moves: string][] {
  const { dim } = useRoom();
  const labels = useLabels();
  const progress = useDashboard((state) => state.progress);
  const last = useDashboard((state) => state.last?.record);
  const record = last?.round === round ? last : undefined;
  const invited = (record ?? progress ?? last)?.invited.length ?? 0;
  const arrived = record ? invited - (record.missing?.length ?? 0) : (progress?.arrived.length ?? 0);
  const took = record ? `took ${formatDuration(record.closedAt - record.openedAt)}` : "…";
  const rates = record?.arms.find(({ learningRate }) => learningRate > 0)?.learningRate;
  return [
    ["Parameters out", `${labels.length} × ${dim.toLocaleString("en")} numbers to ${invited}`],
    ["Train", "each on a batch of its own data"],
    ["Updates in", `${arrived} of ${invited}`],
    ["Rule", labels.map(armShortTitle).join(", ")],
    ["Step", rates === undefined ? took : `w − ${rates} · z; all ${took}`],
  ];
}
