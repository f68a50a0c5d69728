import { useEffect } from "react";

/**
 * Keeps a phone's screen on while its tab is in front: with the screen off, the system stops the worker too.
 * Only over https, and only where the system agrees; nothing depends on it.
 */
export function useWakeLock(): void {
  useEffect(() => {
    let ended = false;
    let lock: WakeLockSentinel | undefined;
    async function hold() {
      if (document.hidden || !("wakeLock" in navigator)) return;
      lock = await navigator.wakeLock.request("screen").catch(() => undefined);
      if (ended) void lock?.release();
    }
    const again = () => void hold();
    again();
    document.addEventListener("visibilitychange", again); // a hidden tab loses its lock
    return () => {
      ended = true;
      document.removeEventListener("visibilitychange", again);
      void lock?.release();
    };
  }, []);
}
