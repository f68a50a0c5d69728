import { useLater } from "../ui/useLater";

const SLOW_MS = 1_500;

/** Shown until the coordinator has sent the room. */
export function Connecting() {
  const slow = useLater(SLOW_MS);
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
