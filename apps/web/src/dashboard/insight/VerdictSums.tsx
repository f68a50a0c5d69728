import { armShortTitle, precisionOf, recallOf, type VerdictCounts } from "@honest-majority/protocol";
import { ArmSwatch } from "../../chart/ArmSwatch";
import { formatShare } from "../../ui/format";
import { VerdictMark } from "../../ui/VerdictMark";
import { useDashboard, useLabels, useLooks } from "../store";

/** After the reveal: whom each arm caught and wronged over the whole run, counted once for each round. */
export function VerdictSums() {
  const sums = useDashboard((state) => state.sums);
  const labels = useLabels();
  const looks = useLooks();
  const judged = labels.filter((label) => sums[label] !== undefined);
  if (judged.length === 0) return null;
  return (
    <table className="rule-table verdict-sums" data-testid="verdict-sums">
      <thead>
        <tr>
          <th scope="col">Over the run</th>
          <th scope="col">
            <VerdictMark verdict="caught" /> caught
          </th>
          <th scope="col">
            <VerdictMark verdict="wronged" /> wronged
          </th>
          <th scope="col" title="of those thrown out, the share that was malicious">
            precision
          </th>
          <th scope="col" title="of the malicious, the share that was thrown out">
            recall
          </th>
        </tr>
      </thead>
      <tbody>
        {judged.map((label) => {
          const look = looks.get(label);
          return (
            <tr key={label} title={sumsInWords(label, sums[label])}>
              <th scope="row">
                <span className="rule-title">
                  {look && <ArmSwatch look={look} />}
                  {armShortTitle(label)}
                </span>
              </th>
              {cells(sums[label])}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function cells(counts: VerdictCounts) {
  const { caught, missed, wronged } = counts;
  return (
    <>
      <td>
        {caught} of {caught + missed}
      </td>
      <td>{wronged}</td>
      <td>{share(precisionOf(counts))}</td>
      <td>{share(recallOf(counts))}</td>
    </>
  );
}

/** "Krum caught 3 of 4, wronged 1; precision 75 %, recall 75 %" */
export function sumsInWords(label: string, counts: VerdictCounts): string {
  const { caught, missed, wronged } = counts;
  return `${armShortTitle(label)} caught ${caught} of ${caught + missed}, wronged ${wronged}; precision ${share(precisionOf(counts))}, recall ${share(recallOf(counts))}`;
}

const share = (value: number | undefined) => (value === undefined ? "–" : formatShare(value));
