import { useEffect, useState } from "react";

const SLOW_MS = 1_500;

/** Shown until the coordinator has sent the room. */
export function Connecting() {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <main className="narrow-page">
      <p role="status">
        {slow
          ? "The coordinator does not answer. This page tries again by itself: leave it open."
          : "Connecting to the coordinator…"}
      </p>
    </main>
  );
}
