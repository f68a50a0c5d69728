import { DATASETS, MODELS, PARTITIONS, SCHEDULES } from "@honest-majority/learning/facts";
import { CODECS } from "@honest-majority/protocol";
import { ATTACKS, PRE_AGGREGATORS, RULES } from "@honest-majority/robust/facts";
import { table } from "./markdown";
import { parametersOf } from "./methodsParts";

/** The parts of the README that come from the registries. */
export function readmeParts(): Record<string, string> {
  return {
    rules: String(count(RULES)),
    attacks: String(count(ATTACKS)),
    contents: contents(),
  };
}

function contents(): string {
  return table(
    ["", ""],
    [
      ["Rules", `${count(RULES)}: ${fullNames(RULES)}`],
      ["Pre-aggregators", `${count(PRE_AGGREGATORS)}: ${fullNames(PRE_AGGREGATORS)}`],
      ["Attacks", `${count(ATTACKS)}: ${fullNames(ATTACKS)}`],
      [
        "Training",
        `ByzSGDm and ByzSGDnm: worker momentum, plain or normalized steps, local steps; learning rate: ${choice(SCHEDULES)}`,
      ],
      ["Models", Object.values(MODELS).map(describeModel).join(", ")],
      [
        "Data",
        Object.values(DATASETS)
          .map(({ name }) => name)
          .join(", "),
      ],
      ["Split", choice(PARTITIONS)],
      ["Network", `vectors as ${choice(CODECS)}`],
    ],
  );
}

const count = (registry: object) => Object.keys(registry).length;
const fullNames = (registry: Registry) =>
  Object.values(registry)
    .map(({ name }) => name)
    .join("; ");

/** Lists the short names: "a, b or c". */
function choice(registry: Registry): string {
  const names = Object.values(registry).map(({ shortName }) => shortName);
  return `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}

type Registry = Readonly<Record<string, { name: string; shortName: string }>>;

const describeModel = ({ model, shortName }: { model: string; shortName: string }) =>
  `${shortName} (${parametersOf(model as keyof typeof MODELS)} parameters)`;
