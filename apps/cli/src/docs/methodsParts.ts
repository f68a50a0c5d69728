import { DATASETS, MODELS, PARTITIONS, parameterCount, SCHEDULES } from "@honest-majority/learning";
import { CODECS } from "@honest-majority/protocol";
import {
  ATTACK_GROUPS,
  ATTACKS,
  type AttackFacts,
  PRE_AGGREGATORS,
  type PreAggregatorFacts,
  RULE_GROUPS,
  RULES,
  type RuleFacts,
} from "@honest-majority/robust/facts";
import { linearFormula, neededWorkers } from "./linearFormula";
import { table } from "./markdown";
import { optionsCell, titled } from "./options";

/** The parts of `docs/methods.md` that come from the registries. */
export function methodsParts(): Record<string, string> {
  return {
    rules: rulesTable(),
    "rule-formulas": formulasTable(),
    "pre-aggregators": preAggregatorsTable(),
    attacks: attacksTable(),
    "attack-formulas": attackFormulasTable(),
    models: modelsTable(),
    "data-sets": datasetsTable(),
    partitions: partitionsTable(),
    schedules: schedulesTable(),
    codecs: codecsTable(),
  };
}

function rulesTable(): string {
  return table(
    ["rule", "short name", "group", "what it does"],
    Object.entries<RuleFacts>(RULES).map(([key, { name, shortName, group, sentence }]) => [
      titled(name, key),
      shortName,
      RULE_GROUPS[group],
      sentence,
    ]),
  );
}

function formulasTable(): string {
  return table(
    ["name", "formula", "fewest workers", "cost", "options", "source"],
    Object.entries<RuleFacts>(RULES).map(([key, { formula, minWorkers, cost, options, source }]) => [
      `\`${key}\``,
      formula,
      neededWorkers(minWorkers),
      cost,
      optionsCell(options),
      source,
    ]),
  );
}

function preAggregatorsTable(): string {
  return table(
    ["pre-aggregator", "short name", "what it does", "formula", "cost", "options", "source"],
    Object.entries<PreAggregatorFacts>(PRE_AGGREGATORS).map(
      ([key, { name, shortName, sentence, formula, cost, options, source }]) => [
        titled(name, key),
        shortName,
        sentence,
        formula,
        cost,
        optionsCell(options),
        source,
      ],
    ),
  );
}

function attacksTable(): string {
  return table(
    ["attack", "short name", "group", "what it does"],
    Object.entries<AttackFacts>(ATTACKS).map(([key, { name, shortName, group, sentence }]) => [
      titled(name, key),
      shortName,
      ATTACK_GROUPS[group],
      sentence,
    ]),
  );
}

function attackFormulasTable(): string {
  return table(
    ["name", "sends", "options", "knows", "source"],
    Object.entries<AttackFacts>(ATTACKS).map(([key, { formula, options, needs, source }]) => [
      `\`${key}\``,
      formula,
      optionsCell(options),
      needs === undefined ? "" : KNOWN[needs],
      source,
    ]),
  );
}

/** What an attacker knows about the honest updates. */
const KNOWN = {
  moments: "mean, std",
  strength: "mean, std, and a strength computed from all honest updates",
  row: "mean, std, one honest update",
} as const satisfies Record<NonNullable<AttackFacts["needs"]>, string>;

/** The picture shapes for which the tables show the models' parameter counts. */
const GREY = { height: 28, width: 28, channels: 1 };
const COLOUR = { height: 32, width: 32, channels: 3 };
const CLASSES = 10;

/** A model's d on grey 28×28 pictures, with commas between thousands. */
export const parametersOf = (model: keyof typeof MODELS, shape = GREY) =>
  parameterCount(model, shape, CLASSES).toLocaleString("en-US");

function modelsTable(): string {
  return table(
    ["model", "what it is", "d on 28×28×1", "d on 32×32×3", "source"],
    Object.values(MODELS).map(({ model, name, sentence, source = "" }) => {
      const key = model as keyof typeof MODELS;
      return [titled(name, model), sentence, parametersOf(key), parametersOf(key, COLOUR), source];
    }),
  );
}

function datasetsTable(): string {
  return table(
    ["data set", "what it is", "pictures", "training", "test", "source"],
    Object.values(DATASETS).map((entry) => {
      const { dataset, name, sentence, height, width, channels, train, test, source = "" } = entry;
      const counts = [train, test].map((count) => count.toLocaleString("en-US"));
      return [titled(name, dataset), sentence, `${height}×${width}×${channels}`, ...counts, source];
    }),
  );
}

function partitionsTable(): string {
  return table(
    ["partition", "what it does", "options", "source"],
    Object.values(PARTITIONS).map(({ partition, name, sentence, options, source = "" }) => [
      titled(name, partition),
      sentence,
      optionsCell(options),
      source,
    ]),
  );
}

function schedulesTable(): string {
  return table(
    ["schedule", "formula", "what it does", "source"],
    Object.values(SCHEDULES).map(({ schedule, name, formula, sentence, source = "" }) => [
      titled(name, schedule),
      formula,
      sentence,
      source,
    ]),
  );
}

function codecsTable(): string {
  return table(
    ["codec", "bytes", "what it does"],
    Object.values(CODECS).map(({ codec, name, bytes, size, sentence }) => [
      titled(name, codec),
      size ?? linearFormula(bytes, "d"),
      sentence,
    ]),
  );
}
