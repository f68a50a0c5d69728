/** The size of the projector's smallest text: it grows with the screen, so that the last row of seats can read it. */
import { useSyncExternalStore } from "react";

/** The smallest text on a small screen, and at 960 × 540. */
const LEAST = 12;

/** In CSS pixels: 24 at 1920 × 1080, 16 at 1280 × 720, 12 on a phone. */
export function typeFor(width: number, height: number): number {
  return Math.max(LEAST, Math.floor(LEAST * Math.min(width / 960, height / 540)));
}

/** The scale of the chart at which its smallest text has this size. */
export const chartUnitFor = (type: number) => type / LEAST;

export function useType(): number {
  return useSyncExternalStore(onResize, () => typeFor(innerWidth, innerHeight));
}

function onResize(changed: () => void): () => void {
  addEventListener("resize", changed);
  return () => removeEventListener("resize", changed);
}
