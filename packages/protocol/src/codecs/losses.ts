/** Written by `npm run docs` from the runs in docs/results: change those, then run it. */
import type { Loss } from "./loss";

// biome-ignore format: one loss a line
export const LOSSES: readonly Loss[] = [];
