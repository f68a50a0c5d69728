export { BACKEND_NAMES, chooseBackend, startBackend } from "./backends";
