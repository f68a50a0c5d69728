/** The ten classes of symbols, by label. */
export const GLYPH_NAMES = [
  "ring",
  "square",
  "triangle",
  "plus",
  "cross",
  "star",
  "spiral",
  "zigzag",
  "arrow",
  "hourglass",
] as const;
export type GlyphName = (typeof GLYPH_NAMES)[number];
