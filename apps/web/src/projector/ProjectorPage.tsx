import type { Refusal } from "@honest-majority/protocol";
import { type CSSProperties, type ReactNode, useEffect, useMemo } from "react";
import { Connecting } from "../dashboard/Connecting";
import { CommandsProvider } from "../dashboard/commands";
import { openDashboard } from "../dashboard/link";
import { useDashboard } from "../dashboard/store";
import { Trouble } from "../pages/Trouble";
import { Projector } from "./Projector";
import { useType } from "./type";
import "../style/dashboard.css";
import "../style/chart.css";
import "../style/guard.css";
import "../style/map.css";
import "../style/rules.css";
import "../style/tables.css";
import "../style/projector.css";

/** The page for the whole class. It has no teacher's token, so the coordinator sends it only what a class may see. */
export default function ProjectorPage({ room }: { room: string }) {
  const connection = useDashboard((state) => state.connection);
  const isKnown = useDashboard((state) => state.room !== undefined);
  const link = useMemo(() => openDashboard({ room }, useDashboard), [room]);
  useEffect(() => link.close, [link]);
  useEffect(() => {
    document.title = `${room} on the projector · Honest Majority`;
  }, [room]);
  if (connection.kind === "refused")
    return (
      <Note>
        <NotShown refusal={connection.refusal} room={room} />
      </Note>
    );
  if (!isKnown)
    return (
      <Note>
        <Connecting />
      </Note>
    );
  return (
    <CommandsProvider value={link.commands}>
      <Projector />
    </CommandsProvider>
  );
}

/** In the projector's type. */
function Note({ children }: { children: ReactNode }) {
  const type = useType();
  return (
    <div className="projector-note" style={{ "--type": `${type}px` } as CSSProperties}>
      {children}
    </div>
  );
}

/** Why the coordinator does not show the room here, and what to do. */
export function NotShown({ refusal, room }: { refusal: Refusal; room: string }) {
  const [title, advice] = adviceFor(refusal, room);
  return <Trouble title={title} advice={advice} detail={refusal.detail} again="Try again" />;
}

function adviceFor({ code }: Refusal, room: string): [title: string, advice: ReactNode] {
  if (code === "wrong-version")
    return ["This page is older than the coordinator", "Reload it to get the coordinator's version."];
  if (code === "wrong-room")
    return [
      `There is no room ${room} here`,
      <>
        The code is in the dashboard's bar, and this page's address ends with it: <code>/projector/CODE</code>
        . The dashboard's menu ⋯ opens the right one.
      </>,
    ];
  if (code === "too-many")
    return [
      "Too many pages ask to watch this class",
      "Close some of them, then try again. On the coordinator's own machine there is no limit.",
    ];
  return [
    "The coordinator does not show this room",
    "Open the projector page from the dashboard's menu ⋯, or try again.",
  ];
}
