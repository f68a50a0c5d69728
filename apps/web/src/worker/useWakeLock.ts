import { useEffect } from "react";

/**
 * Keeps a phone's screen on while the tab is visible, because the system stops the worker when the screen turns off.
 * Works only over https and if the system allows it. Nothing depends on it.
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
    document.addEventListener("visibilitychange", again); // a hidden tab loses the lock
    return () => {
      ended = true;
      document.removeEventListener("visibilitychange", again);
      void lock?.release();
    };
  }, []);
}
