/** A process that runs one cell after another, for the pool that started it. */
import { finalsOf } from "../run/final";
import { openLaboratory } from "../run/laboratory";
import type { FromCellProcess, ToCellProcess } from "./pool";

const say = (message: FromCellProcess) => process.send?.(message);
const laboratory = await openLaboratory(process.argv[2]);

process.on("message", ({ id, config }: ToCellProcess) => {
  laboratory.run(config).then(
    ({ records, seconds }) => {
      const measured = records.filter(({ arms }) => arms[0].evaluation !== undefined);
      const curve = {
        rounds: measured.map(({ round }) => round),
        accuracy: measured.map(({ arms }) => arms[0].evaluation?.accuracy ?? 0),
      };
      const { label: _, ...final } = finalsOf(records)[0];
      say({ kind: "done", id, cell: { config, final, seconds, curve, backend: laboratory.backend.name } });
    },
    (error: Error) => say({ kind: "failed", id, message: error.message }),
  );
});
process.on("disconnect", () => process.exit(0)); // a pool that was killed takes its processes with it
say({ kind: "ready" });
