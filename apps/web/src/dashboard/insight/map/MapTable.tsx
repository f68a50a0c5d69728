import { armTitle } from "@honest-majority/protocol";
import { formatNumber } from "../../../ui/format";
import { useShallow } from "../../../ui/pageStore";
import { VERDICT_WORDS } from "../../../ui/VerdictMark";
import type { ShownMap } from "../../state";
import { useDashboard, useRevealed, useShowsTruth } from "../../store";
import { lengthFromMiddle } from "./describe";
import { truthOf } from "./truth";

/** The map as a table for screen readers. */
export function MapTable({ map }: { map: ShownMap }) {
  const names = useDashboard(
    useShallow(({ workers }) => map.updates.map(({ worker }) => workers[worker]?.name)),
  );
  const showsTruth = useShowsTruth();
  const truth = useRevealed() ? truthOf(map) : undefined;
  const far = (point: { x: number; y: number }) => `${formatNumber(lengthFromMiddle(map.frame, point))} ×`;
  return (
    <div className="visually-hidden">
      <table>
        <caption>
          Distances from the middle of the updates in the plane, in median distances between two updates
        </caption>
        <tbody>
          {map.aggregates.map(({ arm, ...point }) => (
            <tr key={arm}>
              <th scope="row">Aggregate of {armTitle(arm)}</th>
              <td>{far(point)}</td>
            </tr>
          ))}
          {map.honestMean && showsTruth && (
            <tr>
              <th scope="row">Mean of the honest updates</th>
              <td>{far(map.honestMean)}</td>
            </tr>
          )}
          {map.updates.map(({ worker, ...point }, i) => {
            const verdict = truth?.verdict(worker);
            return (
              <tr key={worker}>
                <th scope="row">{names[i] ?? (truth ? "A worker that was removed" : `Update ${i + 1}`)}</th>
                <td>{far(point)}</td>
                {truth && <td>{verdict ? VERDICT_WORDS[verdict] : truth.role(worker)}</td>}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
