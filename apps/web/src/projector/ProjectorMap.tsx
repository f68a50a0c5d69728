import { armTitle } from "@honest-majority/protocol";
import { useRef } from "react";
import { DISTANCE_UNIT, whyNoMap } from "../dashboard/insight/map/describe";
import { MapPlot } from "../dashboard/insight/map/MapPlot";
import { VerdictSums } from "../dashboard/insight/VerdictSums";
import { useIsSeen, useTellWatched, useWatch } from "../dashboard/insight/watched";
import { useDashboard, useRevealed } from "../dashboard/store";

/** The map of the updates without names; after the reveal with verdicts, and their sums over the run. */
export function ProjectorMap() {
  const map = useDashboard((state) => state.map);
  const phase = useDashboard(({ run }) => run.phase);
  const isRevealed = useRevealed();
  const card = useRef<HTMLElement>(null);
  useWatch("map", useIsSeen(card));
  useTellWatched();
  return (
    <section ref={card} className="card projector-map" data-testid="map" aria-labelledby="map-title">
      <h2 id="map-title">
        {map === undefined ? "Map of the updates" : `Updates of round ${map.round} to ${armTitle(map.arm)}`}
      </h2>
      {map === undefined ? <p className="muted waiting">{whyNoMap(phase)}</p> : <MapPlot map={map} />}
      {map?.frame.isLog && <p className="muted">Rings: {DISTANCE_UNIT}.</p>}
      {isRevealed && <VerdictSums />}
    </section>
  );
}
