import {
  ATTACKS,
  type AttackFacts,
  type Options,
  PRE_AGGREGATORS,
  RULES,
  whenUnset,
} from "@honest-majority/robust/facts";
import { neededWorkers } from "./neededWorkers";
import { table } from "./table";

/** Where the page stands, from the repository's root, and what writes it. */
export const METHODS_PAGE = "docs/methods.md";
export const WRITE_DOCS = "npm run docs";

/** `docs/methods.md`: what the code says of its own rules, pre-aggregators and attacks. */
export function methodsPage(): string {
  return `# Methods

<!-- Written by \`${WRITE_DOCS}\` from the facts that stand beside each method in packages/robust/src. Edit those. -->

m workers send one update each, x₁ … x_m, of d values; f is how many of them a rule is told to expect Byzantine. A rule answers with one
vector, and with what it kept of every update. Formula, guarantee and source of each stand in its own file in \`packages/robust/src\`; the
pickers and guard rails of the dashboard read the same facts as this page.

## Rules

*Needs* is the fewest updates for which the rule's guarantee holds against f Byzantine ones. With fewer it answers with a warning, or refuses
where its formula has no meaning. *Cost* counts the arithmetic of one round.

${rulesTable()}

## Pre-aggregators

Chained in any order before any rule. Each makes new rows of the updates; what the rule keeps of a new row it keeps of the updates
that the row is made of.

${preAggregatorsTable()}

## Attacks

What a malicious worker sends in place of its own update; among its options, the strength comes first. *Knows* says what it must be told of the honest updates; all attackers of a round
collude, so they know the same and may send the same.

${attacksTable()}

## On the command line

Each of these runs without a browser, on rows from a JSON document or a NumPy matrix:

\`\`\`sh
npm run -s aggregate -- --rule multiKrum --f 3 --pre nnm,bucketing:2 --in updates.npy
npm run -s attack -- --kind alie --f 3 --z 1.5 < honest.json
\`\`\`

\`--help\` lists every flag; the options above are flags too.
`;
}

function rulesTable(): string {
  return table(
    ["rule", "formula", "needs", "cost", "options", "source"],
    Object.entries(RULES).map(([rule, { name, formula, minWorkers, cost, options, source }]) => [
      titled(name, rule),
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
    ["pre-aggregator", "formula", "cost", "options", "source"],
    Object.entries(PRE_AGGREGATORS).map(([kind, { name, formula, cost, options, source }]) => [
      titled(name, kind),
      formula,
      cost,
      optionsCell(options),
      source,
    ]),
  );
}

function attacksTable(): string {
  return table(
    ["attack", "sends", "options", "knows", "source"],
    Object.entries<AttackFacts>(ATTACKS).map(([kind, { name, formula, options, needs, source }]) => [
      titled(name, kind),
      formula,
      optionsCell(options),
      needs === undefined ? "" : KNOWN[needs],
      source,
    ]),
  );
}

const KNOWN = {
  moments: "mean, deviation",
  strength: "mean, deviation, and a strength computed from all honest updates",
  row: "one honest update",
} as const satisfies Record<NonNullable<AttackFacts["needs"]>, string>;

/** People read the name; a config, a flag and the code take the key. */
const titled = (name: string, key: string) => `${name} \`${key}\``;

function optionsCell(options: Options): string {
  return Object.entries(options)
    .map(([key, option]) => `\`${key}\`: ${option.label} (${whenUnset(option)})`)
    .join("; ");
}
