import { useEffect, useMemo } from "react";
import { givePasses } from "../swarm/pass";
import { lazyPart, loadParts } from "../ui/lazyPart";
import { Connecting } from "./Connecting";
import { Dashboard } from "./Dashboard";
import { openDashboard } from "./link";
import { useDashboard } from "./store";
import "./styles";

const Refused = lazyPart(async () => (await import("./Refused")).Refused);

/** The page itself is there by then. */
const PARTS_MS = 5_000;

/** The teacher's page: connects the socket and the store to the panels. */
export default function DashboardPage({ token, room: named }: { token: string; room?: string }) {
  const connection = useDashboard((state) => state.connection);
  const code = useDashboard(({ room }) => room?.room);
  const link = useMemo(() => openDashboard({ token, room: named }, useDashboard), [token, named]);
  useEffect(() => link.close, [link]);
  useEffect(() => {
    const timer = setTimeout(loadParts, PARTS_MS);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => {
    document.title = code ? `${code} · Honest Majority` : "Honest Majority";
  }, [code]);
  useEffect(() => (code ? givePasses(code, link.commands.swarmPass) : undefined), [code, link]);
  if (connection.kind === "refused") return <Refused refusal={connection.refusal} />;
  if (code === undefined) return <Connecting />;
  return <Dashboard commands={link.commands} />;
}
