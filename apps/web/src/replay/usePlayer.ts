import { useEffect } from "react";
import { SPEEDS, seek, useReplay } from "./replay";

/** Shows one round after another while the replay plays. */
export function usePlayer(): void {
  const playing = useReplay((state) => state.playing);
  const speed = useReplay((state) => state.speed);
  useEffect(() => {
    if (!playing) return;
    const timer = setInterval(() => seek(useReplay.getState().shown + 1), 1_000 / SPEEDS[speed]);
    return () => clearInterval(timer);
  }, [playing, speed]);
}
