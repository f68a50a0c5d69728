import { useEffect, useState } from "react";
import { Name } from "../ui/Name";
import { awaitedIn } from "./awaited";
import { useRunControl } from "./bar/useRunControl";
import { useDashboard } from "./store";

/** Messages that cover a part of the page instead of moving it. */
export function Banners() {
  const lost = useDashboard(({ connection }) => connection.kind === "lost");
  const notice = useDashboard((state) => state.notice);
  return (
    <div className="banners" aria-live="polite">
      {lost && (
        <p className="banner lost">
          The coordinator does not answer. This page tries again by itself; the run continues when it is back.
        </p>
      )}
      {notice !== undefined && (
        <p className="banner">
          {notice}
          <button
            type="button"
            className="button quiet"
            onClick={() => useDashboard.setState({ notice: undefined })}
          >
            Close
          </button>
        </p>
      )}
      <OldRound />
    </div>
  );
}

const OLD_MS = 3_000;

/** Offers to close a round that is older than three seconds, and says whom it waits for. */
function OldRound() {
  const round = useDashboard(({ progress }) => progress?.round);
  const { closeRound } = useRunControl();
  const [old, setOld] = useState<number>();
  useEffect(() => {
    if (round === undefined) return;
    const timer = setTimeout(() => setOld(round), OLD_MS);
    return () => clearTimeout(timer);
  }, [round]);
  if (round === undefined || old !== round || closeRound === undefined) return null;
  return (
    <p className="banner">
      <Awaited round={round} />
      <button type="button" className="button" onClick={closeRound}>
        Close round
      </button>
    </p>
  );
}

const NAMED = 3;

function Awaited({ round }: { round: number }) {
  const progress = useDashboard((state) => state.progress);
  const workers = useDashboard((state) => state.workers);
  const waiting = progress === undefined ? [] : awaitedIn(progress, workers);
  const names = waiting.slice(0, NAMED).flatMap((id) => workers[id]?.name ?? []);
  const more = waiting.length - names.length;
  if (waiting.length === 0) return <span>Round {round} is being computed.</span>;
  return (
    <span>
      Round {round} waits for{" "}
      {names.map((name, i) => (
        <span key={name}>
          {i > 0 && ", "}
          <Name>{name}</Name>
        </span>
      ))}
      {more > 0 && ` and ${more} more`}.
    </span>
  );
}
