import { createRoot } from "react-dom/client";
import { App } from "./App";
import { matchRoute } from "./router";
import { readSecretFragment } from "./secret";
import "./style/tokens.css";
import "./style/base.css";
import "./style/controls.css";
import "./style/page.css";

readSecretFragment(location, history, sessionStorage);
createRoot(document.getElementById("root")!).render(<App route={matchRoute(location)} />);
