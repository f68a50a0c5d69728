import type { Rule } from "@honest-majority/protocol";

/** An option of a rule as a form shows it. */
export interface RuleOption {
  key: string;
  label: string;
  /** What an empty field means. */
  unset: string;
  choices?: readonly string[];
}

const f: RuleOption = { key: "f", label: "f of its own", unset: "the run's f" };
const neighbours: RuleOption = {
  key: "neighbours",
  label: "Neighbours",
  unset: "n-f-2",
  choices: ["n-f-2", "n-f-1"],
};

/** Every option of every rule; a test holds this against the schema. */
export const RULE_OPTIONS: Record<Rule, readonly RuleOption[]> = {
  mean: [],
  coordinateMedian: [],
  trimmedMean: [f],
  krum: [f, neighbours],
  multiKrum: [f, neighbours, { key: "k", label: "k, lowest scores kept", unset: "m − f" }],
  geometricMedian: [
    { key: "nu", label: "ν, smoothing", unset: "1e-6 × median distance" },
    { key: "iterations", label: "Iterations", unset: "20" },
    {
      key: "start",
      label: "Start",
      unset: "coordinateMedian",
      choices: ["coordinateMedian", "zero"],
    },
  ],
  centeredClip: [
    { key: "tau", label: "τ, clip radius", unset: "0.1" },
    { key: "iterations", label: "Iterations", unset: "1" },
  ],
  brsgd: [
    { key: "keep", label: "Keep (β in the paper)", unset: "0.5" },
    { key: "threshold", label: "Threshold 2𝔗", unset: "auto" },
  ],
};
