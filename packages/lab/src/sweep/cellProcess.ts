/** A process that runs one cell after another, for the pool that started it. */
import { loadPlugins, sentError } from "@honest-majority/protocol";
import { openLaboratory } from "../run/laboratory";
import type { FromCellProcess, ToCellProcess } from "./pool";
import { runCell } from "./runCell";

/** The least time between two progress messages of a run. */
const SAY_EVERY_MS = 1000;

const say = (message: FromCellProcess) => process.send?.(message);
const [dataDir, program, ...plugins] = process.argv.slice(2);
await loadPlugins(plugins);
const laboratory = await openLaboratory(dataDir, program);

process.on("message", ({ id, config }: ToCellProcess) => {
  let said = performance.now();
  const onShare = (share: number) => {
    if (performance.now() - said < SAY_EVERY_MS) return;
    said = performance.now();
    say({ kind: "share", id, share });
  };
  runCell(laboratory, config, onShare).then(
    (cell) => say({ kind: "done", id, cell }),
    (error: unknown) => say({ kind: "failed", id, error: sentError(error) }),
  );
});
process.on("disconnect", () => process.exit(0)); // ends with its pool, even if the pool is killed
say({ kind: "ready" });
