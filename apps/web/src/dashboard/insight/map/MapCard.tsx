import { armShortTitle, armTitle } from "@honest-majority/protocol";
import { memo, useId, useRef, useState } from "react";
import { formatShare } from "../../../ui/format";
import { Name } from "../../../ui/Name";
import { usePlace } from "../../place";
import type { ShownMap } from "../../state";
import { useDashboard, useLabels } from "../../store";
import { useView } from "../../view";
import { useIsSeen, useShowArm, useWatch } from "../watched";
import { DISTANCE_UNIT, lengthWords, whyNoMap } from "./describe";
import { MapPlot } from "./MapPlot";
import { MapTable } from "./MapTable";

/** The updates of one arm's last measured round in the plane. */
export const MapCard = memo(function MapCard() {
  const map = useDashboard((state) => state.map);
  const phase = useDashboard(({ run }) => run.phase);
  const isRecord = usePlace() === "record";
  const title = useId();
  const card = useRef<HTMLElement>(null);
  useWatch("map", useIsSeen(card));
  return (
    <section ref={card} className="card map-card" data-testid="map" aria-labelledby={title}>
      <header className="map-head">
        <h2 id={title}>{map === undefined ? "Map of the updates" : `Map of round ${map.round}`}</h2>
        {!isRecord && <ArmChoice />}
      </header>
      {map === undefined ? (
        <p className="muted waiting">{isRecord ? RECORD_HAS_NONE : whyNoMap(phase)}</p>
      ) : (
        <>
          <MapPlot map={map} />
          <Caption map={map} />
          <MapTable map={map} />
        </>
      )}
    </section>
  );
});

const RECORD_HAS_NONE =
  "A record holds what the rules made of the updates, and not the updates: it has no map.";

/** Whose updates are shown. */
function ArmChoice() {
  const labels = useLabels();
  const shown = useDashboard(({ map, shadow }) => map?.arm ?? shadow?.arm);
  const [asked, ask] = useState<{ arm: string; before?: string }>();
  const showArm = useShowArm();
  // until the coordinator shows another arm than when it was asked
  const arm = asked !== undefined && asked.before === shown ? asked.arm : (shown ?? labels[0]);
  return (
    <label>
      <span className="visually-hidden">Whose updates the map and the table of rules show</span>
      <select
        value={arm}
        title={`the updates that went to ${armTitle(arm)}`}
        onChange={({ target }) => {
          ask({ arm: target.value, before: shown });
          showArm(target.value);
        }}
      >
        {labels.map((label) => (
          <option key={label} value={label}>
            {armShortTitle(label)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The pointed worker or arm; else how much of the distances the plane shows. */
function Caption({ map }: { map: ShownMap }) {
  const worker = useView((view) => view.pointed);
  const arm = useView((view) => view.pointedArm);
  const name = useDashboard(({ workers }) => (worker === undefined ? undefined : workers[worker]?.name));
  const update = map.updates.find((each) => each.worker === worker);
  const aggregate = map.aggregates.find((each) => each.arm === arm);
  if (update !== undefined && name !== undefined)
    return (
      <p className="map-caption">
        <Name>{name}</Name> {lengthWords(map.frame, update)}
      </p>
    );
  if (aggregate !== undefined)
    return (
      <p className="map-caption">
        {armShortTitle(aggregate.arm)} {lengthWords(map.frame, aggregate)}
      </p>
    );
  const share = formatShare(map.shown);
  const whole = `This flat map shows ${share} of the distances.`;
  const areEqual =
    map.medianDistance === 0 &&
    map.updates.every(({ x, y }) => x === map.updates[0].x && y === map.updates[0].y);
  if (areEqual) return <p className="map-caption muted">All updates are equal.</p>;
  return (
    <p className="map-caption muted" title={whole}>
      {map.frame.isLog ? `Shows ${share}; rings: ${DISTANCE_UNIT}.` : whole}
    </p>
  );
}
