import { type RefObject, useEffect, useRef } from "react";
import type { Range } from "./axes";
import type { OpenPlot } from "./plot";
import { panned, pinched } from "./zoom";

/** One finger moves a zoomed chart along its rounds; two fingers zoom it. Vertical strokes scroll the page. */
export function useTouchZoom(
  host: RefObject<HTMLElement | null>,
  plot: RefObject<OpenPlot | undefined>,
  unit: number,
  onZoom: (range: Range) => void,
): void {
  const zoomTo = useRef(onZoom);
  zoomTo.current = onZoom;
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const fingers = new Map<number, number>();
    let start: { rounds: Range; at: number[] } | undefined;

    const share = (x: number) => {
      const { left, right } = plot.current!.drawn().view.frame;
      return ((x - element.getBoundingClientRect().left) / unit - left) / (right - left);
    };
    const places = () => [...fingers.values()].map(share).sort((a, b) => a - b);
    const begin = () => {
      start = plot.current ? { rounds: plot.current.drawn().view.rounds, at: places() } : undefined;
    };
    const down = (event: PointerEvent) => {
      if (event.pointerType !== "touch") return;
      fingers.set(event.pointerId, event.clientX);
      begin();
    };
    const move = (event: PointerEvent) => {
      if (!fingers.has(event.pointerId) || !start || !plot.current) return;
      fingers.set(event.pointerId, event.clientX);
      const now = places();
      if (now.length === 1) zoomTo.current(panned(start.rounds, now[0] - start.at[0]));
      else if (now.length === 2)
        zoomTo.current(pinched(start.rounds, [start.at[0], start.at[1]], [now[0], now[1]]));
    };
    const up = (event: PointerEvent) => {
      if (fingers.delete(event.pointerId)) begin();
    };
    element.addEventListener("pointerdown", down);
    element.addEventListener("pointermove", move);
    const ends = ["pointerup", "pointercancel", "pointerleave"] as const;
    for (const end of ends) element.addEventListener(end, up);
    return () => {
      element.removeEventListener("pointerdown", down);
      element.removeEventListener("pointermove", move);
      for (const end of ends) element.removeEventListener(end, up);
    };
  }, [host, plot, unit]);
}
