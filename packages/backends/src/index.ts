export { chooseBackend } from "./backends";
