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

/** Writes `docs/methods.md` from the registries. */
export function methodsPage(): string {
  return `# Methods

<!-- Written by npm run docs from the files in packages/robust/src/methods, packages/learning/src and
packages/protocol/src/codecs. Change those, then run npm run docs. -->

This page lists everything that a run can use. Each entry has one file in the source; the file holds
the facts of this page, the options and the code. The dashboard and the command line read the same
facts.

m workers send one update each: x₁ … x_m, vectors of d values. f is the number of Byzantine workers
that a rule expects. The name in \`code\` is the one that configs, flags and records use. The short
name labels charts. An option's default, or what an unset option means, is in parentheses.

## Rules

A rule aggregates the updates of one round into one vector. It also says which share of each update
it kept.

${rulesTable()}

## Formulas and costs of the rules

*Fewest workers* is the smallest m for which the rule's guarantee holds against f Byzantine updates.
With fewer, the rule adds a warning, or refuses if its formula has no meaning. *Cost* is the
arithmetic of one round.

${formulasTable()}

## Pre-aggregators

Pre-aggregators change the updates before a rule sees them. They can be chained in any order. Each
makes new rows from the updates. What the rule keeps of a new row counts as kept of the updates in
this row.

${preAggregatorsTable()}

## Attacks

A malicious worker sends the vector of its attack instead of its own update. All attackers of a
round collude: they know the same, and in several attacks they all send the same vector.

${attacksTable()}

## Formulas and options of the attacks

*own* is the update that the worker would send if it were honest. *mean* and *std* are taken over
the honest updates of the round. *Knows* is what the coordinator sends the attacker for this.

${attackFormulasTable()}

## Models

d is the number of parameters, for ten classes.

${modelsTable()}

## Data sets

All but the drawn one are files: \`npm run data -- mnist\` downloads a data set.

${datasetsTable()}

## Partitions

A partition deals the training set to the workers. All shards have the same size.

${partitionsTable()}

## Schedules

A schedule sets the learning rate η of each round, from η₀ = \`learningRate\`.

${schedulesTable()}

## Codecs

A codec turns a vector of d values into bytes for the network.

${codecsTable()}

[results.md](results.md) has a table of what they cost in accuracy, by rule and attack. \`auto\` does
not take a codec with a rule that loses more than half a point by it, beyond the seeds' deviation.

## Clipping and noise per update

With the settings \`clip\` (C) and \`noise\` (σ) an honest worker sends, instead of its momentum u,

    v = u · min(1, C/‖u‖₂) + σ·n,  n ~ N(0, I_d)

again for each arm (\`packages/learning/src/privacy/privatize.ts\`). It happens after the momentum,
which goes on without noise, and before the codec; the same code runs in the lab, in a tab and in
the playground. Attacks that know the honest updates know them as they were sent. The malicious are
not bound: nobody can make them clip. The noise is drawn from the run's seed, so that a recorded run
repeats to the bit, and whoever knows the seed can subtract it. A worker that wants to hide
something must draw it from a source that nobody knows.

What it is for: of a dense first layer, ∂W[:, j] / ∂b[j] is a picture, if one picture of the batch
alone reached unit j (Phong et al. 2017; Geiping et al. 2020, proposition 3.1). The page _What does
the coordinator see?_ (\`/coordinator-view\`) and \`lab reconstruct\` compute it. Clipping alone hides
nothing, because it shrinks both alike. Momentum hides nothing, because (u_t − β·u_{t−1})/(1 − β) is
the gradient. Noise stops this reconstruction, for the mlp at about σ = 0.01 with C = 1; the softmax
model needs more. [results.md](results.md#what-an-update-gives-away) has the shares.

**This is not differential privacy.** With B = 1 every unit of the first layer shows the same
picture, and all units together show it through noise that hides it at each of them. A promise about
every way of computing back needs a budget ε: \`packages/learning/src/privacy/epsilon.ts\` accounts it
as Rényi differential privacy of the sampled Gaussian mechanism (Mironov, Talwar and Zhang 2019),
and agrees with Google's dp-accounting 0.6.0 to ten digits. Two data sets can move an update that is
clipped to C by 2C, so the noise multiplier is z = σ/(2C). Each round uses all data of the worker
(q = 1), because the momentum holds all earlier batches. At C = 1, σ = 0.01 and 200 rounds, ε is 8
million, which says nothing; ε = 8 takes σ = 18 on each coordinate of an update of norm 1.

## Attack success

An attack with a trigger (\`backdoor\`) leaves the accuracy almost as it is. So each evaluation also
measures its success: of the test pictures of other classes, the share that the model takes for the
attack's target once they bear the trigger. It is measured while such an attack is the run's preset
or a worker plays it, and costs one more pass over the test set in the evaluated rounds. Two such
attacks with different options cost two passes, and the larger share counts. The record has it as
\`attackSuccess\`, the dashboard in the chart's tab **Attack**, \`lab run\` in each line, and the lab's
reports in a table of its own.

With one of five workers on \`backdoor\` (glyphs, \`mlp\`, 61 rounds of B = 16, η = 0.2), accuracy is
73 % with the mean and 75 % with the coordinate median. Attack success is 95 % and 0.5 %:

\`\`\`sh
npm run lab -- run --model mlp --workers 5 --attackers 1 --f 1 --rounds 61 --batch-size 16 \\
  --learning-rate 0.2 --attack '{"kind":"backdoor","target":3}'
\`\`\`

## Theory

\`packages/robust/src/theory\` holds the formulas of the ByzSGDnm paper. All take a \`Problem\`: σ (one
example's gradient deviates from the mean gradient by σ² in expected squared norm), L (the gradient
changes by at most L times the step), F₀ (the loss above its minimum at the start), the rule's c
(its squared error is at most cδρ², with ρ² = 2σ²/B), m, δ and the budget C = TBm(1−δ).

| formula | function | in the paper |
| --- | --- | --- |
| U(B), the bound on ByzSGDm's mean squared gradient norm | \`boundByzsgdm\` | (8) |
| B\\* and U(B\\*) | \`optimalBatchByzsgdm\`, \`leastBoundByzsgdm\` | (10), (11) |
| the whole B ≥ 1 with the least bound, ⌊B\\*⌋ or ⌊B\\*⌋ + 1, with T = C/(Bm(1−δ)) a real number | \`optimalIntegerBatchByzsgdm\`, \`optimalIntegerBatchByzsgdnm\` | after proposition 1 |
| η and 1 − β = 8Lη of ByzSGDm | \`settingsByzsgdm\` | theorem 1 |
| the bound on ByzSGDnm's mean gradient norm, for any η and α = 1 − β | \`boundByzsgdnmAt\` | (15) |
| α and η of ByzSGDnm | \`settingsByzsgdnm\` | proposition 2 |
| the bound of proposition 2 | \`boundByzsgdnm\` | (16) |
| B̃\\* and the bound there | \`optimalBatchByzsgdnm\`, \`leastBoundByzsgdnm\` | proposition 2, (17) |
| how the bound falls with T, and how much larger δ makes it | \`orderByzsgdnm\`, \`slowdownByzsgdnm\` | (18) and after it |

Two formulas are not as one derives them. In (11), the printed root extends over σ. And (15) at
proposition 2's own α and η is not (16): with q = √(2cmδ(1−δ)) + 1, its first term is twice, and its
third term 3·√q times what (16) prints. \`boundByzsgdnm\` and B̃\\* are as printed. From (15), the
best B would be 3·√q times B̃\\*. It grows with δ too.

The order (18) and the factor q^½/(1−δ)^¼ describe an upper bound on the mean gradient norm of every
problem that meets the assumptions, with constants that hold everywhere. The lab estimates them
along one path, so it prints the bounds and judges no run by them.

[running.md](running.md#η-and-β-as-a-theorem-sets-them) shows how a run takes η and β from a theorem.

## On the command line

Every rule and every attack runs without a browser, on rows from a JSON file or a NumPy matrix:

\`\`\`sh
npm run -s aggregate -- --rule multiKrum --f 3 --pre nnm,bucketing:2 --in updates.npy
npm run -s attack -- --kind alie --f 3 --z 1.5 < honest.json
\`\`\`

Every option is also a flag. \`--help\` lists them.
`;
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
