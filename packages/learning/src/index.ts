export type { Examples, ImageShape } from "./examples";
