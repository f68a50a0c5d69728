/** Which insight panels can be seen on this page, so that the coordinator computes no others. */
import type { InsightPanel } from "@honest-majority/protocol";
import { type RefObject, useEffect, useState } from "react";
import { pageStore } from "../../ui/pageStore";
import { useCommands } from "../commands";

type Watched = Readonly<Record<InsightPanel, boolean>>;

const useWatched = pageStore<Watched>({ map: false, shadow: false });

/** Whether any of the element is on the screen of a visible page. */
export function useIsSeen(element: RefObject<Element | null>): boolean {
  const [isSeen, setSeen] = useState(false);
  useEffect(() => {
    let isOnScreen = false;
    const tell = () => setSeen(isOnScreen && !document.hidden);
    const observer = new IntersectionObserver((entries) => {
      isOnScreen = entries.at(-1)?.isIntersecting ?? false;
      tell();
    });
    observer.observe(element.current!);
    document.addEventListener("visibilitychange", tell);
    return () => {
      observer.disconnect();
      document.removeEventListener("visibilitychange", tell);
    };
  }, [element]);
  return isSeen;
}

/** Asks for the panel's results while `isWatched` holds and the component is there. */
export function useWatch(panel: InsightPanel, isWatched: boolean): void {
  useEffect(() => {
    useWatched.setState({ [panel]: isWatched });
    return () => useWatched.setState({ [panel]: false });
  }, [panel, isWatched]);
}

/** Tells the coordinator what `useWatch` asks for. Once a page. */
export function useTellWatched(): void {
  const { watchInsight } = useCommands();
  const map = useWatched((watched) => watched.map);
  const shadow = useWatched((watched) => watched.shadow);
  useEffect(() => {
    watchInsight({ panels: panelsOf({ map, shadow }) });
  }, [watchInsight, map, shadow]);
  useEffect(() => () => watchInsight({ panels: [] }), [watchInsight]);
}

/** Chooses the arm whose updates the panels show, for the whole room. */
export function useShowArm(): (arm: string) => void {
  const { watchInsight } = useCommands();
  return (arm) => watchInsight({ panels: panelsOf(useWatched.getState()), arm });
}

const panelsOf = ({ map, shadow }: Watched): InsightPanel[] => [
  ...(map ? (["map"] as const) : []),
  ...(shadow ? (["shadow"] as const) : []),
];
