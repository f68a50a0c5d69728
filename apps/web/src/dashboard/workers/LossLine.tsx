import { memo } from "react";
import { formatNumber } from "../../ui/format";
import { Sparkline } from "../../ui/Sparkline";
import { useDashboard, useShowsTruth } from "../store";

/** A worker's last loss, and the losses before it as a line; hidden with the truth, as an attacker's may differ. */
export const LossLine = memo(function LossLine({ id }: { id: string }) {
  const losses = useDashboard((state) => state.losses[id]);
  const showsTruth = useShowsTruth();
  if (!showsTruth) return <span className="tile-loss">loss hidden</span>;
  const values = losses?.map(({ loss }) => loss) ?? [];
  return (
    <span className="tile-loss">
      <span className="tabular">{values.length === 0 ? "no loss yet" : formatNumber(values.at(-1))}</span>
      {values.length > 0 && <Sparkline values={values} />}
    </span>
  );
});
