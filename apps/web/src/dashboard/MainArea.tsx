import { quorumOf } from "@honest-majority/protocol";
import { memo, useMemo } from "react";
import { ChartPanel } from "../chart/ChartPanel";
import { describeRun } from "./describe";
import { InsightRow } from "./insight/InsightRow";
import { Lobby } from "./Lobby";
import { PageLobby } from "./PageLobby";
import { usePlace } from "./place";
import { RunOver } from "./RunOver";
import { SlowMotion } from "./SlowMotion";
import { useDashboard, useLabels, useLooks, useRoom } from "./store";
import { useShownColumns } from "./useShownColumns";
import { openSheet, useView } from "./view";

/** The lobby before the first round, then the chart with the insight panels below it. */
export const MainArea = memo(function MainArea() {
  const isLive = usePlace() !== "record";
  const isLobby = useDashboard(({ run, columns }) => run.phase === "lobby" && columns.length === 0);
  return isLobby ? (
    <div className="main-column">
      <LobbyPanel />
    </div>
  ) : (
    <div className="main-column">
      <div className="chart-cell">
        <Chart />
        <SlowMotion />
        {isLive && <RunOver />}
      </div>
      <InsightRow />
    </div>
  );
});

function LobbyPanel() {
  const { room, joins, config } = useRoom();
  const ready = useDashboard(
    ({ workers }) => Object.values(workers).filter(({ presence }) => presence === "ready").length,
  );
  const place = usePlace();
  const run = describeRun(config);
  const onSettings = () => openSheet("settings");
  if (place === "page") return <PageLobby {...{ ready, run, onSettings }} workers={config.workers} />;
  return (
    <Lobby
      room={room}
      joins={joins}
      ready={ready}
      quorum={quorumOf(config)}
      run={run}
      onSettings={onSettings}
    />
  );
}

function Chart() {
  const columns = useShownColumns("columns");
  const ghost = useShownColumns("ghost");
  const labels = useLabels();
  const map = useLooks();
  const looks = useMemo(() => [...map.values()], [map]);
  const pointedArm = useView((view) => view.pointedArm);
  const { room } = useRoom();
  const classes = columns.arms[0]?.evaluated?.evaluation.confusion.length;
  return <ChartPanel {...{ columns, ghost, labels, looks, classes, room, pointedArm }} />;
}
