export { BACKEND_NAMES, chooseNodeBackend, startBackend, whenGone } from "./backends";
export { NotInstalled } from "./ladder";
