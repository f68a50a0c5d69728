import { useEffect, useMemo, useState } from "react";
import { Dashboard } from "./Dashboard";
import { openDashboard } from "./link";
import { Refused } from "./Refused";
import { useDashboard } from "./store";
import "../style/dashboard.css";
import "../style/chart.css";
import "../style/tables.css";
import "../style/aside.css";
import "../style/tiles.css";
import "../style/settings.css";

/** The teacher's page: connects the socket and the store to the panels. */
export default function DashboardPage({ token, room }: { token: string; room?: string }) {
  const state = useDashboard();
  const link = useMemo(() => openDashboard({ token, room }, useDashboard), [token, room]);
  useEffect(() => link.close, [link]);
  const [since] = useState(() => Date.now());
  const code = state.snapshot?.room;
  useEffect(() => {
    document.title = code ? `${code} · Honest Majority` : "Honest Majority";
  }, [code]);
  if (state.connection.kind === "refused") return <Refused refusal={state.connection.refusal} />;
  if (!state.snapshot) return <Connecting since={since} />;
  return <Dashboard {...state} snapshot={state.snapshot} commands={link.commands} />;
}

function Connecting({ since }: { since: number }) {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), Math.max(0, since + 1_500 - Date.now()));
    return () => clearTimeout(timer);
  }, [since]);
  return (
    <main className="narrow-page">
      <p role="status">
        {slow ? "Coordinator unreachable, trying again…" : "Connecting to the coordinator…"}
      </p>
    </main>
  );
}
