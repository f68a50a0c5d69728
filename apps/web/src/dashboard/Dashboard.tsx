import { DATASETS } from "@honest-majority/learning/facts";
import { armLabel, quorumOf, type RoomSnapshot } from "@honest-majority/protocol";
import { useMemo, useState } from "react";
import { armStyles } from "../chart/armStyle";
import { ChartPanel } from "../chart/ChartPanel";
import { SettingsForm } from "../settings/SettingsForm";
import { leafIn } from "../ui/registry";
import { Announcer } from "./Announcer";
import { ArmTable } from "./ArmTable";
import { ConfusionPanel } from "./ConfusionPanel";
import type { Commands } from "./commands";
import { announce, describeRun, whySettingsWait } from "./describe";
import { EventList } from "./EventList";
import { Invite } from "./Invite";
import { Lobby } from "./Lobby";
import { RunControls } from "./RunControls";
import { Sheet } from "./Sheet";
import type { DashboardState } from "./state";
import { TopBar } from "./TopBar";
import { WorkersPanel } from "./WorkersPanel";

export interface DashboardProps extends Omit<DashboardState, "snapshot"> {
  snapshot: RoomSnapshot;
  commands: Commands;
}

/** Arranges the dashboard's panels. */
export function Dashboard({
  connection,
  snapshot,
  rounds,
  columns,
  progress,
  losses,
  notice,
  commands,
}: DashboardProps) {
  const [sheet, setSheet] = useState<"settings" | "invite">();
  const { room, config, state, workers, joinUrls, warnings } = snapshot;
  const arms = useMemo(() => config.arms.map((arm) => ({ label: armLabel(arm), arm })), [config.arms]);
  const looks = useMemo(() => armStyles(config.arms), [config.arms]);
  const labels = useMemo(() => arms.map(({ label }) => label), [arms]);
  const lost = connection.kind === "lost";
  return (
    <div className="dashboard">
      <TopBar
        room={room}
        state={state}
        config={config}
        progress={progress}
        onInvite={() => setSheet("invite")}
        onSettings={() => setSheet("settings")}
      >
        <RunControls
          state={state}
          disabled={lost}
          onStart={() => void commands.start()}
          onPause={() => void commands.pause()}
          onStep={() => void commands.step()}
          onSkip={() => void commands.skip()}
          onReset={() => void commands.reset()}
        />
      </TopBar>
      <div className="banners" aria-live="polite">
        {lost && (
          <p className="banner lost">
            Coordinator unreachable, trying again. The run continues when it is back.
          </p>
        )}
        {notice !== undefined && <p className="banner">{notice}</p>}
        {warnings.map((warning) => (
          <p key={warning} className="banner warning">
            {warning}
          </p>
        ))}
      </div>
      <main className="panels">
        <div className="main-column">
          {state.phase === "lobby" ? (
            <Lobby
              room={room}
              joinUrls={joinUrls}
              ready={workers.filter(({ presence }) => presence === "ready").length}
              quorum={quorumOf(config)}
              run={describeRun(config)}
              onSettings={() => setSheet("settings")}
            />
          ) : (
            <ChartPanel
              columns={columns}
              labels={labels}
              looks={looks}
              classes={leafIn(DATASETS, config.dataset)?.classes}
              room={room}
            />
          )}
          {rounds.length > 0 && <ArmTable rounds={rounds} arms={arms} looks={looks} />}
          {rounds.length > 0 && (
            <div className="pair">
              <ConfusionPanel rounds={rounds} labels={labels} />
              <EventList flags={columns.flags} />
            </div>
          )}
        </div>
        <WorkersPanel
          room={room}
          config={config}
          workers={workers}
          losses={losses}
          last={rounds.at(-1)}
          labels={labels}
          looks={looks}
          progress={progress}
          commands={commands}
        />
      </main>
      <Sheet
        title="Join this class"
        place="middle"
        open={sheet === "invite"}
        onClose={() => setSheet(undefined)}
      >
        <Invite room={room} joinUrls={joinUrls} />
      </Sheet>
      <Sheet title="Settings" place="side" open={sheet === "settings"} onClose={() => setSheet(undefined)}>
        <SettingsForm
          config={config}
          datasets={snapshot.datasets}
          locked={lost ? "The coordinator is unreachable." : whySettingsWait(state)}
          onApply={commands.configure}
          onDone={() => setSheet(undefined)}
        />
      </Sheet>
      <Announcer text={announce(rounds, config.rounds)} />
    </div>
  );
}
