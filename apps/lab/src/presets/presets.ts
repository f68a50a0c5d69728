import { brsgdTable1 } from "./brsgdTable1";
import { comparisons, table1 } from "./byzsgdnmTables";
import { heterogeneity } from "./heterogeneity";
import type { Preset } from "./preset";

export const PRESETS: readonly Preset[] = [table1, ...comparisons, brsgdTable1, heterogeneity];
