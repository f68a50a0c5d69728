/** How much of a paper's table is reproduced: in a minute, on two cores, on a GPU. */
export const SIZES = ["smoke", "laptop", "paper"] as const;
export type Size = (typeof SIZES)[number];
