import { Suspense } from "react";
import { lazyPage } from "./pages/lazyPage";
import { UnknownPage } from "./pages/UnknownPage";
import { Waiting } from "./pages/Waiting";
import type { Route } from "./router";
import { instructorSecret } from "./secret";

const EnterCodePage = lazyPage(() => import("./pages/EnterCodePage"));
const DashboardPage = lazyPage(() => import("./dashboard/DashboardPage"));
const WorkerPage = lazyPage(() => import("./worker/WorkerPage"));
const ProjectorPage = lazyPage(() => import("./projector/ProjectorPage"));
const SwarmPage = lazyPage(() => import("./swarm/SwarmPage"));
const PlaygroundPage = lazyPage(() => import("./playground/PlaygroundPage"));
const CoordinatorViewPage = lazyPage(() => import("./coordinatorView/CoordinatorViewPage"));
const BatchSizePage = lazyPage(() => import("./batchSize/BatchSizePage"));
const HandoutPage = lazyPage(() => import("./handout/HandoutPage"));
const HistoryPage = lazyPage(() => import("./history/HistoryPage"));
const ReplayPage = lazyPage(() => import("./replay/ReplayPage"));
const ReportPage = lazyPage(() => import("./report/ReportPage"));

export function App({ route }: { route: Route }) {
  return <Suspense fallback={<Waiting />}>{pageOf(route)}</Suspense>;
}

function pageOf(route: Route) {
  switch (route.page) {
    case "home": {
      const secret = instructorSecret();
      return secret ? <DashboardPage {...secret} /> : <EnterCodePage />;
    }
    case "join":
      return <WorkerPage room={route.room} forced={route.forced} />;
    case "swarm":
      return <SwarmPage room={route.room} count={route.count} forced={route.forced} />;
    case "projector":
      return <ProjectorPage room={route.room} />;
    case "playground":
      return <PlaygroundPage search={route.search} forced={route.forced} />;
    case "coordinator-view":
      return <CoordinatorViewPage search={route.search} />;
    case "batch-size":
      return <BatchSizePage search={route.search} />;
    case "handout":
      return <HandoutPage search={route.search} />;
    case "history":
      return <HistoryPage room={route.room} />;
    case "replay":
      return <ReplayPage search={route.search} />;
    case "report":
      return <ReportPage query={route.query} />;
    case "unknown":
      return <UnknownPage path={route.path} />;
    default:
      return route satisfies never;
  }
}
