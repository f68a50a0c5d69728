import { precisionOf, recallOf, type VerdictCounts } from "@honest-majority/protocol";
import { ArmSwatch } from "../../chart/ArmSwatch";
import { armShortTitle } from "../../chart/armTitle";
import { formatShare } from "../../ui/format";
import { VerdictMark } from "../../ui/VerdictMark";
import { useDashboard, useLabels, useLooks } from "../store";

/** After the reveal: whom each arm caught over the whole run, one line an arm. */
export function VerdictSums() {
  const sums = useDashboard((state) => state.sums);
  const labels = useLabels();
  const looks = useLooks();
  const lines = labels.flatMap((label) => {
    const [counts, look] = [sums[label], looks.get(label)];
    return counts && look ? [{ label, counts, look }] : [];
  });
  if (lines.length === 0) return null;
  return (
    <ul
      className="verdict-sums"
      aria-label="Updates of the whole run that each rule caught, missed and wronged"
    >
      {lines.map(({ label, counts, look }) => (
        <li key={label}>
          <ArmSwatch look={look} />
          <strong>{armShortTitle(label)}</strong> {caughtWords(counts)}
        </li>
      ))}
    </ul>
  );
}

function caughtWords(counts: VerdictCounts) {
  const { caught, missed, wronged } = counts;
  return (
    <span>
      <VerdictMark verdict="caught" /> caught {caught} of {caught + missed}, <VerdictMark verdict="missed" />{" "}
      missed {missed}, <VerdictMark verdict="wronged" /> wronged {wronged}; precision{" "}
      {share(precisionOf(counts))}, recall {share(recallOf(counts))}
    </span>
  );
}

const share = (value: number | undefined) => (value === undefined ? "–" : formatShare(value));
