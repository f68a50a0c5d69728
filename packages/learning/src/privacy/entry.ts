/** What the coordinator can compute from an update, and what noise costs, for pages: nothing reachable from here imports tfjs. */

export { glyphs } from "../glyphs/glyphs";
export { initialParameters } from "../model/layout";
export { type CoordinatorView, coordinatorView, type ViewedBatch } from "./coordinatorView";
export { epsilonOf, multiplierFor, type NoisyRounds } from "./epsilon";
export {
  correlation,
  isRecovered,
  type Match,
  matchPictures,
  RECOVERED_ABOVE,
  shareRecovered,
} from "./matchPictures";
export { type Privacy, privatize } from "./privatize";
export {
  type Candidate,
  gradientBetween,
  type PictureLayer,
  pictureLayer,
  reconstruct,
  reconstructOne,
} from "./reconstruct";
