import type { AggregatorConfig, PreAggregatorConfig, Rule } from "@honest-majority/protocol";
import type { Random } from "@honest-majority/random";
import type { Aggregator, RuleFacts } from "./aggregator";
import { requireHonest, requireMajority } from "./checks";
import { rowsLeft } from "./preAggregators";
import { aksel, akselFacts } from "./rules/aksel";
import { brsgd, brsgdFacts } from "./rules/brsgd";
import { bulyan, bulyanFacts } from "./rules/bulyan";
import { caf, cafFacts } from "./rules/caf";
import { centeredClip, centeredClipFacts } from "./rules/centeredClip";
import { cge, cgeFacts } from "./rules/cge";
import { clippedClustering, clippedClusteringFacts } from "./rules/clippedClustering";
import { coordinateMedian, coordinateMedianFacts } from "./rules/coordinateMedian";
import { dnc, dncFacts } from "./rules/dnc";
import { flTrust, flTrustFacts } from "./rules/flTrust";
import { geometricMedian, geometricMedianFacts } from "./rules/geometricMedian";
import { krum, krumFacts } from "./rules/krum";
import { mda, mdaFacts } from "./rules/mda";
import { meamed, meamedFacts } from "./rules/meamed";
import { mean, meanFacts } from "./rules/mean";
import { monna, monnaFacts, requirePivot } from "./rules/monna";
import { multiKrum, multiKrumFacts, requireEnough } from "./rules/multiKrum";
import { phocas, phocasFacts } from "./rules/phocas";
import { signGuard, signGuardFacts } from "./rules/signGuard";
import { signMajority, signMajorityFacts } from "./rules/signMajority";
import { smea, smeaFacts } from "./rules/smea";
import { trimmedMean, trimmedMeanFacts } from "./rules/trimmedMean";

/** Every rule there is, in the order a picker shows them. */
export const RULES = {
  mean: meanFacts,
  coordinateMedian: coordinateMedianFacts,
  trimmedMean: trimmedMeanFacts,
  krum: krumFacts,
  multiKrum: multiKrumFacts,
  geometricMedian: geometricMedianFacts,
  centeredClip: centeredClipFacts,
  brsgd: brsgdFacts,
  mda: mdaFacts,
  monna: monnaFacts,
  meamed: meamedFacts,
  phocas: phocasFacts,
  bulyan: bulyanFacts,
  cge: cgeFacts,
  aksel: akselFacts,
  caf: cafFacts,
  smea: smeaFacts,
  signMajority: signMajorityFacts,
  dnc: dncFacts,
  signGuard: signGuardFacts,
  clippedClustering: clippedClusteringFacts,
  flTrust: flTrustFacts,
} as const satisfies Record<Rule, RuleFacts>;

/** What a rule is built for. */
export interface Expected {
  /** Updates of the round. */
  m: number;
  /** How many of them may be Byzantine. */
  f: number;
  /** The stream of rules that draw; the same stream, the same answer. */
  random?: Random;
}

/** How many of a round's updates the rule is told may be Byzantine: its own f, where set, before the run's. */
function toldOf(config: AggregatorConfig, f: number): number {
  return "f" in config ? (config.f ?? f) : f;
}

/**
 * The rule a config describes, for rounds of m updates of which f may be Byzantine (unless the config has an f of its own).
 *
 * @throws RangeError when no round of that size can be aggregated so: f = 4 trimmed from both ends of 8.
 */
export function buildAggregator(config: AggregatorConfig, expected: Expected): Aggregator {
  const { m, random } = expected;
  const f = toldOf(config, expected.f);
  if (!Number.isInteger(m) || m < 1) {
    throw new RangeError(`buildAggregator: m must be an integer >= 1, got ${m}`);
  }
  switch (config.rule) {
    case "mean":
      return mean();
    case "coordinateMedian":
      return coordinateMedian();
    case "trimmedMean":
      requireMajority(config.rule, m, f);
      return trimmedMean({ f });
    case "krum":
      requireHonest(config.rule, m, f);
      return krum({ ...config, f });
    case "multiKrum":
      requireHonest(config.rule, m, f);
      requireEnough(m, config.k);
      return multiKrum({ ...config, f });
    case "geometricMedian":
      return geometricMedian(config);
    case "centeredClip":
      return centeredClip(config);
    case "brsgd":
      return brsgd(config);
    case "mda":
      requireHonest(config.rule, m, f);
      return mda({ f });
    case "monna":
      requireHonest(config.rule, m, f);
      requirePivot(m, config.pivot);
      return monna({ ...config, f });
    case "meamed":
      requireHonest(config.rule, m, f);
      return meamed({ f });
    case "phocas":
      requireMajority(config.rule, m, f);
      return phocas({ f });
    case "bulyan":
      requireMajority(config.rule, m, f);
      return bulyan({ f });
    case "cge":
      requireHonest(config.rule, m, f);
      return cge({ f });
    case "aksel":
      return aksel();
    case "caf":
      requireHonest(config.rule, m, f);
      return caf({ f });
    case "smea":
      requireHonest(config.rule, m, f);
      return smea({ f });
    case "signMajority":
      return signMajority();
    case "dnc":
      requireHonest(config.rule, m, f);
      return dnc({ ...config, f, random });
    case "signGuard":
      return signGuard({ ...config, random });
    case "clippedClustering":
      return clippedClustering();
    case "flTrust":
      return flTrust();
    default:
      throw new RangeError(`buildAggregator: unknown rule ${JSON.stringify(config satisfies never)}`);
  }
}

/**
 * Why m updates are too few for the rule's guarantee against f Byzantine ones, for a person to read; undefined when
 * they suffice, and for the mean, which no number of workers would protect (its `minWorkers` says so). Counts the rows
 * that `preAggregators` leave: buckets are fewer than updates.
 */
export function guardRail(
  config: AggregatorConfig,
  m: number,
  f: number,
  preAggregators: readonly PreAggregatorConfig[] = [],
): string | undefined {
  const told = toldOf(config, f);
  const rows = rowsLeft(preAggregators, m);
  const missing =
    rows < m ? `updates, bucketing leaves ${rows} of ${m}` : `workers, ${m} ${m === 1 ? "is" : "are"} here`;
  const needed = RULES[config.rule].minWorkers(told);
  if (Number.isFinite(needed) && rows < needed) {
    return `${config.rule} with f = ${told} needs ${needed} ${missing}`;
  }
  if (config.rule === "multiKrum" && config.k !== undefined && rows < config.k) {
    return `multiKrum with k = ${config.k} needs ${config.k} ${missing}`;
  }
  return undefined;
}
