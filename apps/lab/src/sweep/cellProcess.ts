/** A process that runs one cell after another, for the pool that started it. */
import type { RoundRecord } from "@honest-majority/protocol";
import { estimatesOf } from "../run/estimates";
import { finalsOf } from "../run/final";
import { openLaboratory } from "../run/laboratory";
import type { FromCellProcess, ToCellProcess } from "./pool";

/** How often at most a person is told how far a run is. */
const SAY_EVERY_MS = 1000;

const say = (message: FromCellProcess) => process.send?.(message);
const laboratory = await openLaboratory(process.argv[2]);

process.on("message", ({ id, config }: ToCellProcess) => {
  let said = performance.now();
  const hear = ({ round }: RoundRecord) => {
    if (performance.now() - said < SAY_EVERY_MS) return;
    said = performance.now();
    say({ kind: "share", id, share: (round + 1) / config.rounds });
  };
  laboratory.run(config, hear).then(
    ({ records, seconds }) => {
      const measured = records.filter(({ arms }) => arms[0].evaluation !== undefined);
      const curve = {
        rounds: measured.map(({ round }) => round),
        accuracy: measured.map(({ arms }) => arms[0].evaluation?.accuracy ?? 0),
      };
      const { label: _, ...final } = finalsOf(records)[0];
      const estimates = estimatesOf(records, config);
      const backend = laboratory.backend.name;
      say({ kind: "done", id, cell: { config, final, seconds, curve, estimates, backend } });
    },
    (error: Error) => say({ kind: "failed", id, message: error.message }),
  );
});
process.on("disconnect", () => process.exit(0)); // a pool that was killed takes its processes with it
say({ kind: "ready" });
