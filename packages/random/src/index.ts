export { type Random, stream } from "./stream";
