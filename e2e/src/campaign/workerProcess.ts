/** One worker of a campaign in a process of its own, which can be stopped and killed. Started by `crew.ts`. */
import type { FromProcess } from "./crew";
import { joinCampaign } from "./worker";

const tell = (message: FromProcess) => void process.send?.(message);
process.on("disconnect", () => process.exit());
process.on("message", ({ flush }: { flush: number }) => tell({ flushed: flush }));
joinCampaign({ ...JSON.parse(process.argv[2]), note: (note) => tell({ note }) }).then(
  () => tell({ joined: true }),
  (error: Error) => tell({ failed: error.message }),
);
