/** The settings form's state: every field as a person typed it. Pure; the run's one schema judges it. */
import { DATASETS } from "@honest-majority/learning/facts";
import {
  type DatasetName,
  type ModelName,
  type Partition,
  RunConfig,
  type Schedule,
} from "@honest-majority/protocol";
import { ATTACKS } from "@honest-majority/robust/facts";
import { type AttackChoice, choiceOf } from "../roles/attackChoice";
import { numberOf, valuesOf } from "../ui/typed";
import { type ArmDraft, armConfigOf, armDraftOf } from "./armDraft";
import { problemsOf } from "./problems";

/** Texts of the fields that hold one number; an empty one means the default. */
export const NUMBERS = [
  "seed",
  "workers",
  "f",
  "attackers",
  "batchSize",
  "localSteps",
  "learningRate",
  "rounds",
  "budget",
  "evaluateEvery",
  "quorum",
] as const;
export type NumberName = (typeof NUMBERS)[number];

export interface Draft extends Record<NumberName, string> {
  dataset: DatasetName;
  model: ModelName;
  /** Kept while another data set is chosen, and sent only for one whose pictures may be mirrored. */
  augment: boolean;
  partition: { kind: Partition["kind"]; labelsPerWorker: string; alpha: string };
  momentum: string;
  normalized: boolean;
  arms: ArmDraft[];
  attack: Omit<AttackChoice, "kind"> & { kind: AttackChoice["kind"] | "none" };
  schedule: Schedule["kind"];
  /** Seconds. */
  deadline: string;
}

const text = (value: number | undefined) => (value === undefined ? "" : String(value));

export function draftOf(config: RunConfig): Draft {
  const { partition, algorithm, attack, arms } = config;
  const numbers = Object.fromEntries(NUMBERS.map((name) => [name, text(config[name])]));
  return {
    ...(numbers as Record<NumberName, string>),
    dataset: config.dataset,
    model: config.model,
    augment: config.augment,
    partition: {
      kind: partition.kind,
      labelsPerWorker: partition.kind === "label" ? text(partition.labelsPerWorker) : "",
      alpha: partition.kind === "dirichlet" ? text(partition.alpha) : "",
    },
    momentum: text(algorithm.momentum),
    normalized: algorithm.normalized,
    arms: arms.map(armDraftOf),
    attack: attack.kind === "none" ? { kind: "none", options: {} } : choiceOf(attack),
    schedule: config.schedule.kind,
    deadline: text(config.roundDeadlineMs / 1_000),
  };
}

/** The config a draft describes, not yet judged. */
export function configOf(draft: Draft): unknown {
  const { partition, attack, arms } = draft;
  const deadline = numberOf(draft.deadline);
  const attackOptions = attack.kind === "none" ? {} : ATTACKS[attack.kind].options;
  return {
    ...Object.fromEntries(NUMBERS.map((name) => [name, numberOf(draft[name])])),
    dataset: draft.dataset,
    model: draft.model,
    augment: draft.augment && DATASETS[draft.dataset]?.mirrorable === true,
    partition: {
      kind: partition.kind,
      ...(partition.kind === "label" && { labelsPerWorker: numberOf(partition.labelsPerWorker) }),
      ...(partition.kind === "dirichlet" && { alpha: numberOf(partition.alpha) }),
    },
    algorithm: { momentum: numberOf(draft.momentum), normalized: draft.normalized },
    arms: arms.map(armConfigOf),
    attack: { kind: attack.kind, ...valuesOf(attackOptions, attack.options) },
    schedule: draft.schedule,
    roundDeadlineMs: typeof deadline === "number" ? Math.round(deadline * 1_000) : deadline,
  };
}

export type Judged = { ok: true; config: RunConfig } | { ok: false; problems: Record<string, string> };

/** Problems by the field's path in the config: "arms.0.aggregator.tau". */
export function judge(draft: Draft): Judged {
  const parsed = RunConfig.safeParse(configOf(draft));
  return parsed.success
    ? { ok: true, config: parsed.data }
    : { ok: false, problems: problemsOf(parsed.error) };
}
