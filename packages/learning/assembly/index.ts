export { filterSum } from "./filterSum";
export { inputSum } from "./inputSum";
export { columnSums, poolGradient, turn } from "./plain";
export { windowProduct } from "./product";
