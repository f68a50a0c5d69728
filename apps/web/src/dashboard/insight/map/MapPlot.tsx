import type { MapPoint, Verdict } from "@honest-majority/protocol";
import type { CSSProperties, PointerEvent } from "react";
import { markPath } from "../../../chart/markPath";
import { isMarked, VERDICT_SHAPES } from "../../../ui/VerdictMark";
import type { ShownMap } from "../../state";
import { useLooks, useRevealed, useShowsTruth } from "../../store";
import { point, pointAtArm, select, useView } from "../../view";
import { type MapFrame, placeIn, pointsOf, ringsOf } from "./mapFrame";
import { nearestUpdate } from "./nearest";
import { truthOf } from "./truth";

/** The side of the drawing; lengths of strokes and marks are in its units. */
const SIDE = 240;
/** A pointer within this distance of a dot points at it. */
const REACH = 14;
const DOT = 4.2;
const MARK = 6.5;
const STAR = "M0-8L1.9-2.6H7.6L3-.8 4.7 6.5 0 3.3-4.7 6.5-3-.8-7.6-2.6H-1.9Z";

/** The updates of one arm in the plane, and what every arm made of them: the largest square in its container. */
export function MapPlot({ map }: { map: ShownMap }) {
  const looks = useLooks();
  const showsTruth = useShowsTruth();
  const isRevealed = useRevealed();
  const pointed = useView((view) => view.pointed);
  const pointedArm = useView((view) => view.pointedArm);
  const { frame, updates, aggregates, honestMean } = map;
  const truth = isRevealed ? truthOf(map) : undefined;
  const at = placed(frame);
  const pointNear = (event: PointerEvent<SVGSVGElement>) =>
    nearestUpdate(
      updates.map(({ worker, ...update }) => ({ worker, ...at.point(update) })),
      inDrawing(event),
      REACH,
    );
  const rings = ringsOf(
    frame,
    pointsOf(map).map((each) => placeIn(frame, each)),
  );
  return (
    <div className="map-plot">
      <div className="map-square">
        <svg
          viewBox={`0 0 ${SIDE} ${SIDE}`}
          role="img"
          aria-label={`Map of ${updates.length} updates in the plane; the distances follow as a table`}
          onPointerMove={(event) => point(pointNear(event))}
          onPointerLeave={() => point(undefined)}
          onPointerUp={(event) => {
            const worker = pointNear(event);
            if (worker !== undefined) select(worker);
          }}
        >
          {rings.map(({ label, radius }) => (
            <circle key={label} className="map-ring" {...at.centre} r={at.length(radius)} />
          ))}
          {updates.map(({ worker, ...update }) => (
            <g
              key={worker}
              className="map-dot"
              style={moved(at.point(update))}
              data-worker={worker}
              data-role={truth?.role(worker)}
              data-pointed={worker === pointed}
            >
              {dot(truth?.role(worker))}
              {verdictBadge(truth?.verdict(worker))}
            </g>
          ))}
          {honestMean && showsTruth && (
            <path className="map-honest-mean" style={moved(at.point(honestMean))} d={STAR}>
              <title>the mean of the honest updates</title>
            </path>
          )}
          {aggregates.map(({ arm, ...aggregate }) => {
            const look = looks.get(arm);
            return (
              look && (
                <path
                  key={arm}
                  className="map-aggregate"
                  style={moved(at.point(aggregate))}
                  data-arm={arm}
                  data-faded={pointedArm !== undefined && pointedArm !== arm}
                  d={markPath(look.mark, 0, 0, MARK)}
                  fill={`var(${look.color})`}
                  onPointerEnter={() => pointAtArm(arm)}
                  onPointerLeave={() => pointAtArm(undefined)}
                />
              )
            );
          })}
        </svg>
        {rings.map((ring) => ring.at && ringLabel(at.drawn(ring.at), ring.label))}
      </div>
    </div>
  );
}

/** From the map's units to the drawing's, whose y grows downwards. */
function placed(frame: MapFrame) {
  const { box } = frame;
  const length = (units: number) => (units / box.side) * SIDE;
  const drawn = ({ x, y }: MapPoint) => ({ x: length(x - box.x), y: SIDE - length(y - box.y) });
  const { x: cx, y: cy } = drawn({ x: 0, y: 0 });
  return { length, drawn, point: (at: MapPoint) => drawn(placeIn(frame, at)), centre: { cx, cy } };
}

/** Where the pointer is, in the drawing's units. */
function inDrawing({ currentTarget, clientX, clientY }: PointerEvent<SVGSVGElement>): MapPoint {
  const { left, top, width } = currentTarget.getBoundingClientRect();
  return { x: ((clientX - left) / width) * SIDE, y: ((clientY - top) / width) * SIDE };
}

const moved = ({ x, y }: MapPoint): CSSProperties => ({
  transform: `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`,
});

/** Beside the drawing, not in it: its size is that of the page's text, however large the drawing is. */
const ringLabel = ({ x, y }: MapPoint, label: string) => (
  <span
    key={label}
    className="map-ring-label"
    style={{ left: `${(100 * x) / SIDE}%`, top: `${(100 * y) / SIDE}%` }}
    aria-hidden="true"
  >
    {label}
  </span>
);

/** A circle, a cross, or a grey dot while roles are not shown. */
function dot(role: "honest" | "malicious" | undefined) {
  const size = DOT;
  return role === "malicious" ? (
    <path d={`M-${size}-${size}L${size} ${size}M${size}-${size}L-${size} ${size}`} />
  ) : (
    <circle r={size} />
  );
}

/** Beside the dot, because the dot itself says the role. */
function verdictBadge(verdict: Verdict | undefined) {
  if (!isMarked(verdict)) return null;
  return (
    <path
      className="map-verdict"
      data-verdict={verdict}
      d={VERDICT_SHAPES[verdict]}
      transform="translate(3.5 -11) scale(.7)"
    />
  );
}
