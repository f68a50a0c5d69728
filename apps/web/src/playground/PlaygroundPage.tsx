import type { RunConfig } from "@honest-majority/protocol";
import { portConnection } from "@honest-majority/worker/port";
import { useEffect, useMemo, useState } from "react";
import { WholeRunProvider } from "../dashboard/bar/SaveRunItem";
import { Connecting } from "../dashboard/Connecting";
import { Dashboard } from "../dashboard/Dashboard";
import { lessonIn } from "../dashboard/lessons/lessonUrl";
import { openDashboard } from "../dashboard/link";
import { PlaceProvider } from "../dashboard/place";
import { useDashboard } from "../dashboard/store";
import { configIn } from "../settings/settingsUrl";
import { useLearner } from "../worker/useLearner";
import { firstConfig } from "./firstConfig";
import { type Host, openHost } from "./openHost";
import { wholeRun } from "./wholeRun";
import "../dashboard/styles";

const CODE = "MEAN-1";
/** No secret: nobody else reaches the room. */
const TOKEN = "page";

/** The dashboard with its room and its workers in the same page, each in a thread of its own. */
export default function PlaygroundPage({ search, forced }: { search: string; forced?: string }) {
  const [failed, setFailed] = useState<string>();
  const [config, setConfig] = useState(() => (lessonIn(search) ? undefined : configOf(search)));
  useEffect(() => {
    document.title = "Playground · Honest Majority";
    const lesson = lessonIn(search);
    if (lesson !== undefined)
      import("./lessonConfig")
        .then(({ lessonConfig }) => lessonConfig(lesson.id))
        // the dashboard says why there is no such lesson
        .then(setConfig, () => setConfig(firstConfig()));
  }, [search]);
  if (failed !== undefined) return <Failed why={failed} />;
  return config === undefined ? <Connecting /> : <OpenPlayground {...{ config, forced, setFailed }} />;
}

function configOf(search: string): RunConfig {
  const linked = configIn(search);
  return linked.kind === "config" ? linked.config : firstConfig();
}

function OpenPlayground({
  config,
  forced,
  setFailed,
}: {
  config: RunConfig;
  forced?: string;
  setFailed(why: string): void;
}) {
  const opened = useMemo(() => {
    const host = openHost({ code: CODE, token: TOKEN, config, failed: setFailed });
    const link = openDashboard({ token: TOKEN, room: CODE }, useDashboard, {
      open: portConnection(host.connect("dashboard")),
    });
    const whole = () =>
      wholeRun({ open: portConnection(host.connect("dashboard")), room: CODE, token: TOKEN });
    return { host, link, whole };
  }, [config, setFailed]);
  useEffect(
    () => () => {
      opened.link.close();
      opened.host.close();
    },
    [opened],
  );
  const isWatching = useDashboard(({ room }) => room !== undefined);
  const workers = useDashboard(({ room }) => room?.config.workers ?? config.workers);
  return (
    <PlaceProvider value="page">
      <WholeRunProvider value={opened.whole}>
        {isWatching ? <Dashboard commands={opened.link.commands} /> : <Connecting />}
      </WholeRunProvider>
      {Array.from({ length: workers }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a place in the page is its worker's identity
        <PageWorker key={i} place={i} host={opened.host} forced={forced} />
      ))}
    </PlaceProvider>
  );
}

/** A worker without a picture of its own: its tile is the dashboard's. */
function PageWorker({ place, host, forced }: { place: number; host: Host; forced?: string }) {
  useLearner({ room: CODE, slot: `playground-${place}`, forced, place, host });
  return null;
}

function Failed({ why }: { why: string }) {
  return (
    <main className="narrow-page">
      <h1>The playground stopped</h1>
      <p>Reload the page, or try another browser. ({why})</p>
      <button type="button" className="button primary" onClick={() => location.reload()}>
        Reload
      </button>
    </main>
  );
}
