export { BACKEND_NAMES, chooseNodeBackend, startBackend } from "./backends";
