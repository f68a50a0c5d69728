import { GLYPH_NAMES } from "../glyphs/names";
import { defineDataset } from "./defineDataset";

export const glyphs = /* @__PURE__ */ defineDataset({
  dataset: "glyphs",
  name: "Glyphs",
  shortName: "glyphs",
  sentence: "Ten classes of symbols drawn from a seed, turned, stretched, bent and noisy. Needs no file.",
  height: 28,
  width: 28,
  channels: 1,
  classes: 10,
  train: 8_000,
  test: 2_000,
  mirrorable: false,
  classNames: GLYPH_NAMES,
  drawing: { box: 17, pen: 1, ink: 230 },
  async draw(seed) {
    const { glyphs } = await import("../glyphs/glyphs");
    return glyphs({ seed });
  },
});
