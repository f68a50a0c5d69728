import { useEffect, useRef, useState } from "react";

const PACE_MS = 10_000;

/** Announces `text` to screen readers at most every ten seconds, because a run may close ten rounds a second. */
export function Announcer({ text }: { text: string }) {
  const [said, setSaid] = useState("");
  const latest = useRef(text);
  latest.current = text;
  useEffect(() => {
    const timer = setInterval(() => setSaid(latest.current), PACE_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <p className="visually-hidden" aria-live="polite">
      {said}
    </p>
  );
}
