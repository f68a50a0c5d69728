/** What a chart's picture consists of. `canvas.ts` paints shapes, `svg.ts` writes them. In CSS pixels. */
import type { Frame } from "./view";

export type Shape = Polyline | Caption | Glyph | Box;

export interface Polyline {
  kind: "line";
  /** x and y in turn. */
  points: readonly number[];
  color: string;
  width: number;
  dash?: readonly number[];
  alpha?: number;
  /** The area outside which nothing is drawn. */
  clip?: Frame;
}

export interface Caption {
  kind: "text";
  x: number;
  /** The middle of the line. */
  y: number;
  text: string;
  size: number;
  weight: number;
  color: string;
  anchor?: "start" | "middle" | "end";
  /** The colour of an edge that separates the text from what is under it. */
  halo?: string;
  alpha?: number;
}

/** A path in a square from −1 to 1, drawn `radius` large around a point. */
export interface Glyph {
  kind: "glyph";
  path: string;
  x: number;
  y: number;
  radius: number;
  fill?: string;
  stroke?: string;
  /** Of the stroke, in pixels. */
  width?: number;
  alpha?: number;
}

export interface Box {
  kind: "box";
  x: number;
  y: number;
  width: number;
  height: number;
  color: string;
}

export const CROSS = "M-1-1L1 1M1-1L-1 1";
export const RING = "M1 0A1 1 0 1 1-1 0A1 1 0 1 1 1 0Z";
export const SQUARE = "M-.85-.85H.85V.85H-.85Z";
