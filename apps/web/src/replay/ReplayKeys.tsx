import { useEffect } from "react";
import { isFree } from "../dashboard/Keys";
import { useView } from "../dashboard/view";
import { seek, togglePlaying, useReplay } from "./replay";

const LEAP = 10;

/** What each key does, by `KeyboardEvent.key`; with the shift key, arrows go ten rounds. */
const KEYS: Readonly<Record<string, (shown: number, leap: boolean) => void>> = {
  " ": togglePlaying,
  ArrowRight: (shown, leap) => seek(shown + (leap ? LEAP : 1)),
  ArrowLeft: (shown, leap) => seek(shown - (leap ? LEAP : 1)),
  Home: () => seek(0),
  End: () => seek(Number.POSITIVE_INFINITY),
};

/** Single keys act only where no control has the focus, as on the dashboard. */
export function ReplayKeys() {
  const isOn = useView(({ keys }) => keys);
  useEffect(() => {
    if (!isOn) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !isFree()) return;
      const act = Object.hasOwn(KEYS, event.key) ? KEYS[event.key] : undefined;
      if (act === undefined) return;
      event.preventDefault();
      act(useReplay.getState().shown, event.shiftKey);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [isOn]);
  return null;
}
