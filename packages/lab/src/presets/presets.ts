import { brsgdCost } from "./brsgdCost";
import { brsgdDelta } from "./brsgdDelta";
import { brsgdOneAttacker } from "./brsgdOneAttacker";
import { brsgdTable1 } from "./brsgdTable1";
import { table6 } from "./byzsgdnmTable6";
import { comparisons, table1 } from "./byzsgdnmTables";
import { codecs } from "./codecs";
import { heterogeneity, heterogeneityMean } from "./heterogeneity";
import { optimalBatch } from "./optimalBatch";
import type { Reproduction } from "./reproduction";
import { sweepReproduction } from "./sweepReproduction";

const SWEEPS = [
  table1,
  ...comparisons,
  table6,
  brsgdTable1,
  brsgdOneAttacker,
  optimalBatch,
  heterogeneity,
  heterogeneityMean,
  codecs,
];

export const PRESETS: readonly Reproduction[] = [...SWEEPS.map(sweepReproduction), brsgdCost, brsgdDelta];
