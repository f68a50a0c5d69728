export { firstDifference, type Tolerance } from "./allClose";
export { readVectors, vectorsMissing } from "./vectors";
