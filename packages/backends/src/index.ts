export { BACKEND_NAMES, chooseNodeBackend, startBackend } from "./backends";
export { NotInstalled } from "./ladder";
