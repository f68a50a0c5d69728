import { createRoot } from "react-dom/client";
import { App } from "./App";
import { KeyRefused } from "./pages/KeyRefused";
import { KeyUnanswered } from "./pages/KeyUnanswered";
import { PageStopped } from "./pages/PageStopped";
import { matchRoute, siteRoute } from "./router";
import { readSecretFragment, takeKeyOnce } from "./secret";
import { IS_SITE, keepFiles } from "./site";
import { Boundary } from "./ui/Boundary";
import { repairLanguage } from "./ui/language";
import { readWorkerFragment } from "./worker/secureWay";
import "./style/tokens.css";
import "./style/base.css";
import "./style/controls.css";
import "./style/page.css";

repairLanguage(navigator);
readSecretFragment(location, history);
const noKey = await takeKeyOnce(location, history).then(
  (why) => (why === undefined ? undefined : <KeyRefused why={why} />),
  (error: unknown) => <KeyUnanswered error={error} />,
);
const route = IS_SITE ? siteRoute(location) : matchRoute(location);
if (IS_SITE) keepFiles();
if (route.page === "join") readWorkerFragment(route.room, location, history);
createRoot(document.getElementById("root")!).render(
  <Boundary instead={(error) => <PageStopped error={error} />}>{noKey ?? <App route={route} />}</Boundary>,
);
