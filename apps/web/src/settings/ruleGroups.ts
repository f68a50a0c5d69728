import type { Rule } from "@honest-majority/protocol";
import { RULES } from "@honest-majority/robust";

/** What a rule goes by, for a picker of two dozen. */
const GROUPS = [
  "No defence",
  "Coordinate by coordinate",
  "Around a centre",
  "Leaving out the far ones",
  "By the spread of those kept",
  "By direction",
] as const;

const GROUP_OF = {
  mean: "No defence",
  coordinateMedian: "Coordinate by coordinate",
  trimmedMean: "Coordinate by coordinate",
  meamed: "Coordinate by coordinate",
  phocas: "Coordinate by coordinate",
  signMajority: "Coordinate by coordinate",
  geometricMedian: "Around a centre",
  centeredClip: "Around a centre",
  aksel: "Around a centre",
  monna: "Around a centre",
  krum: "Leaving out the far ones",
  multiKrum: "Leaving out the far ones",
  bulyan: "Leaving out the far ones",
  brsgd: "Leaving out the far ones",
  cge: "Leaving out the far ones",
  mda: "By the spread of those kept",
  caf: "By the spread of those kept",
  smea: "By the spread of those kept",
  dnc: "By the spread of those kept",
  signGuard: "By direction",
  clippedClustering: "By direction",
  flTrust: "By direction",
} as const satisfies Record<Rule, (typeof GROUPS)[number]>;

/** Every rule, group by group, each group in the order of `RULES`. */
export const RULE_CHOICES = GROUPS.flatMap((group) =>
  (Object.keys(RULES) as Rule[])
    .filter((rule) => GROUP_OF[rule] === group)
    .map((rule) => ({ value: rule, title: RULES[rule].name, group })),
);
