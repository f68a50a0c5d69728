import { refuse } from "@honest-majority/protocol";
import { Announcements } from "../dashboard/Announcer";
import { type Commands, CommandsProvider } from "../dashboard/commands";
import { Panels } from "../dashboard/Dashboard";
import { ReplayBar } from "./ReplayBar";
import { ReplayKeys } from "./ReplayKeys";
import { Scrubber } from "./Scrubber";
import { usePlayer } from "./usePlayer";

const nothing = async () => refuse("wrong-phase", "this is a recorded run: nothing of it can be changed");
/** A record takes no commands. Its panels have no controls for them either. */
const NO_COMMANDS: Commands = new Proxy({} as Commands, {
  get: (_, name) => (name === "watchInsight" ? () => {} : nothing),
});

/** The dashboard of a recorded run: its panels, with a time line in place of controls. */
export function ReplayDashboard({ onPart }: { onPart(file: Blob, part: number): void }) {
  usePlayer();
  return (
    <CommandsProvider value={NO_COMMANDS}>
      <div className="dashboard replay">
        <ReplayBar onPart={onPart} />
        <Scrubber />
        <Panels />
        <ReplayKeys />
        <Announcements />
      </div>
    </CommandsProvider>
  );
}
