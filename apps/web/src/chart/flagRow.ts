/** The flags above the curves: one row of marks and texts, and a dashed line under each mark. Pure. */
import { type Flag, flagText } from "./flags";
import { cutText, type Measure } from "./layout";
import { CROSS, RING, type Shape, SQUARE } from "./shapes";
import type { ChartTheme } from "./theme";
import { roundX, SPACE, type View } from "./view";

const SIZE = 12;
const RADIUS = 4;
/** From the middle of a mark to its text, and the least distance between neighbours. */
const BESIDE = 9;
const APART = 8;

const COLORS: Record<Flag["tone"], string> = {
  malicious: "--malicious",
  honest: "--honest",
  trouble: "--ink",
  people: "--muted",
};

/** Which flags are drawn, where, and with which text; empty where none fits. */
export interface PlacedFlag {
  flag: Flag;
  x: number;
  text: string;
  /** Texts near the right edge end before their mark. */
  side: "right" | "left";
}

/** Each text ends before the next mark. The list of events has the full texts. */
export function placeFlags(
  flags: readonly Flag[],
  view: View,
  right: number,
  measure: Measure,
): PlacedFlag[] {
  const measured = (text: string) => measure(text, SIZE, 400);
  const [low, high] = view.rounds;
  const visible = flags.filter(({ round }) => round >= low && round <= high);
  const xs = visible.map(({ round }) => roundX(view, round));
  let taken = Number.NEGATIVE_INFINITY;
  return visible.map((flag, i) => {
    const x = xs[i];
    const roomRight = (i + 1 < xs.length ? xs[i + 1] - RADIUS : right) - APART - (x + BESIDE);
    const roomLeft = x - BESIDE - Math.max(taken, view.frame.left);
    const onLeft = i === xs.length - 1 && measured(flagText(flag)) > roomRight && roomLeft > roomRight;
    const room = onLeft ? roomLeft : roomRight;
    const cut = measured(flagText(flag)) <= room ? flagText(flag) : cutText(flag.text, room, measured);
    taken = x + RADIUS + (onLeft || cut === "" ? 0 : BESIDE + measured(cut)) + APART;
    return { flag, x, text: cut, side: onLeft ? "left" : "right" };
  });
}

export function flagShapes(placed: readonly PlacedFlag[], { frame }: View, theme: ChartTheme): Shape[] {
  const y = frame.top - SPACE.top + SPACE.flags / 2;
  return placed.flatMap(({ flag: { tone }, x, text, side }, i): Shape[] => {
    const color = theme.color(COLORS[tone]);
    const line: Shape = {
      kind: "line",
      points: [x, y + RADIUS + 2, x, frame.bottom],
      color,
      width: 1.2,
      dash: [3, 3],
    };
    const covered = i > 0 && x - placed[i - 1].x < 2 * RADIUS && placed[i - 1].flag.tone === tone;
    if (covered) return [line];
    const mark: Shape = { kind: "glyph", x, y, radius: RADIUS, ...markOf(tone, color) };
    if (text === "") return [line, mark];
    const [anchor, by] = side === "right" ? (["start", BESIDE] as const) : (["end", -BESIDE] as const);
    return [
      line,
      mark,
      { kind: "text", x: x + by, y, text, size: SIZE, weight: 400, color: theme.ink, anchor },
    ];
  });
}

/** A cross for malicious, a ring for honest, a square for the rest. */
function markOf(tone: Flag["tone"], color: string) {
  if (tone === "malicious") return { path: CROSS, stroke: color, width: 2.4 };
  if (tone === "honest") return { path: RING, stroke: color, width: 2.2 };
  return { path: SQUARE, fill: color };
}
