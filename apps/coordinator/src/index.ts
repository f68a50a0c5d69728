export { type Coordinator, startCoordinator } from "./coordinator";
export { banner } from "./front/banner";
export { hasDisplay, openBrowser } from "./front/browser";
export type { Options } from "./front/options";
export { stopper } from "./stop";
