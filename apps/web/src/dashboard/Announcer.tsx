import { useEffect, useRef, useState } from "react";
import { announce } from "./describe";
import { useDashboard, useRoom } from "./store";

const PACE_MS = 10_000;

/** Reads a text to screen readers at most every ten seconds, because a run may close ten rounds a second. */
export function Announcer({ read }: { read(): string }) {
  const [said, setSaid] = useState("");
  const latest = useRef(read);
  latest.current = read;
  useEffect(() => {
    const timer = setInterval(() => setSaid(latest.current()), PACE_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <p className="visually-hidden" aria-live="polite">
      {said}
    </p>
  );
}

/** Announces the last measured round. Reads the store by itself, so that a round renders nothing here. */
export function Announcements() {
  const { config } = useRoom();
  return <Announcer read={() => announce(useDashboard.getState().columns, config.rounds)} />;
}
