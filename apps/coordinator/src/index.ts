export { type Coordinator, startCoordinator } from "./coordinator";
export { banner } from "./http/banner";
export { hasDisplay, openBrowser } from "./http/browser";
export type { Options } from "./http/options";
export { stopper } from "./stop";
