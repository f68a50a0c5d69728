/** One toy of each kind, as a contributor would add it: one new file, and one entry in that kind's registry. */

export interface Toy {
  /** Its key in the registry. */
  readonly key: string;
  /** The file that holds it; a run setting has none, it is an entry alone. */
  readonly file?: { readonly path: string; readonly text: string };
  readonly registry: {
    readonly path: string;
    /** The import of the toy's file, placed before the registry's other imports. */
    readonly import?: string;
    /** How the registry's list begins; the entry goes to its end. */
    readonly listStart: string;
    readonly entry: string;
  };
}

/** Number of training examples that `toyRule` needs the coordinator's root update from. */
const ROOT_EXAMPLES = 5;

const METHODS = "packages/robust/src/methods";
const LEARNING = "packages/learning/src";
const PROTOCOL = "packages/protocol/src";

/** The mean, by a rule that refuses to work without a root update and says how long that was. */
const toyRule: Toy = {
  key: "toyRule",
  file: {
    path: `${METHODS}/rules/toyRule.ts`,
    text: `import { defineRule } from "../defineRule";

export const toyRule = /* @__PURE__ */ defineRule({
  rule: "toyRule",
  name: "Toy rule",
  shortName: "Toy",
  group: "direction",
  formula: "toy Σ xᵢ/m",
  sentence: "Averages the updates and measures the root update.",
  cost: "O(m·d)",
  source: "made up",
  minWorkers: (f) => 7 * f + 1,
  needs: { root: () => ${ROOT_EXAMPLES} },
  options: { toyWeight: { kind: "number", above: 0, default: 1, label: "Toy weight" } },
  build: ({ toyWeight }) => async (updates, _, root) => {
    if (root === undefined) throw new RangeError("toyRule: a root update must be given, got none");
    const { m } = updates;
    const [length] = await (await updates.mix(new Float64Array(m), 1)).distancesTo(root, "l2");
    return {
      aggregate: await updates.combine(new Float64Array(m).fill(toyWeight / m)),
      kept: new Float64Array(m).fill(1),
      warnings: [\`toyRule: the root's length is \${length.toPrecision(6)}\`],
    };
  },
});
`,
  },
  registry: {
    path: `${METHODS}/rules.ts`,
    import: 'import { toyRule } from "./rules/toyRule";',
    listStart: "export const RULES = {",
    entry: "toyRule",
  },
};

/** Trains on labels that are all 0. */
const toyPoison: Toy = {
  key: "toyPoison",
  file: {
    path: `${METHODS}/attacks/toyPoison.ts`,
    text: `import { defineAttack } from "../defineAttack";

export const toyPoison = /* @__PURE__ */ defineAttack({
  kind: "toyPoison",
  name: "Toy poison",
  shortName: "Toy poison",
  group: "poison",
  formula: "own, learnt from the label 0 alone",
  sentence: "Trains on a batch in which every picture has the label 0.",
  source: "made up",
  options: {},
  poison: () => ({ pixels, labels }) => ({ pixels, labels: new Uint8Array(labels.length) }),
});
`,
  },
  registry: {
    path: `${METHODS}/attacks.ts`,
    import: 'import { toyPoison } from "./attacks/toyPoison";',
    listStart: "export const ATTACKS = {",
    entry: "toyPoison",
  },
};

const toyModel: Toy = {
  key: "toyModel",
  file: {
    path: `${LEARNING}/models/toyModel.ts`,
    text: `import { defineModel } from "./defineModel";

export const toyModel = /* @__PURE__ */ defineModel({
  model: "toyModel",
  name: "Toy model",
  shortName: "toy",
  sentence: "One hidden dense layer of 3 units.",
  layers: (_shape, classes) => [
    { kind: "flatten" },
    { kind: "dense", name: "hidden", units: 3 },
    { kind: "relu" },
    { kind: "dense", name: "output", units: classes },
  ],
});
`,
  },
  registry: {
    path: `${LEARNING}/models/models.ts`,
    import: 'import { toyModel } from "./toyModel";',
    listStart: "export const MODELS = {",
    entry: "toyModel",
  },
};

/** d of `toyModel` on `toyStripes`: 64 · 3 + 3 and 3 · 2 + 2. */
export const TOY_DIM = 203;

const toyStripes: Toy = {
  key: "toyStripes",
  file: {
    path: `${LEARNING}/datasets/toyStripes.ts`,
    text: `import { stream } from "@honest-majority/random";
import { defineDataset } from "./defineDataset";

export const toyStripes = /* @__PURE__ */ defineDataset({
  dataset: "toyStripes",
  name: "Toy stripes",
  shortName: "stripes",
  sentence: "Two classes, horizontal and vertical stripes, drawn from a seed.",
  height: 8,
  width: 8,
  channels: 1,
  classes: 2,
  train: 60,
  test: 20,
  mirrorable: true,
  draw: async (seed) => ({ train: stripes(seed, 60), test: stripes(seed + 1, 20) }),
});

function stripes(seed: number, count: number) {
  const random = stream(seed, "toy stripes");
  const labels = Uint8Array.from({ length: count }, (_, i) => i % 2);
  const pixels = Uint8Array.from({ length: count * 64 }, (_, at) => {
    const [label, row, column] = [labels[at >> 6], (at >> 3) & 7, at & 7];
    return 200 * ((label === 0 ? row : column) % 2) + random.int(50);
  });
  return { count, classes: 2, height: 8, width: 8, channels: 1, pixels, labels };
}
`,
  },
  registry: {
    path: `${LEARNING}/datasets/datasets.ts`,
    import: 'import { toyStripes } from "./toyStripes";',
    listStart: "export const DATASETS = {",
    entry: "toyStripes",
  },
};

/** The three leading bytes of a float32: who reads 203 values has read 609 bytes, and each value has lost its last 8 bits. */
const toyCodec: Toy = {
  key: "toyCodec",
  file: {
    path: `${PROTOCOL}/codecs/toyCodec.ts`,
    text: `import { defineCodec } from "./defineCodec";

export const toyCodec = /* @__PURE__ */ defineCodec({
  codec: "toyCodec",
  name: "24-bit floats",
  shortName: "toy24",
  sentence: "Sends the three leading bytes of each value, big-endian.",
  bytes: (d) => 3 * d,
  encode(vector, bytes, offset) {
    const value = new DataView(new ArrayBuffer(4));
    vector.forEach((x, i) => {
      value.setFloat32(0, x);
      bytes.set(new Uint8Array(value.buffer, 0, 3), offset + 3 * i);
    });
  },
  decode(bytes, d, into = new Float32Array(d)) {
    const value = new DataView(new ArrayBuffer(4));
    for (let i = 0; i < d; i++) {
      new Uint8Array(value.buffer).set(bytes.subarray(3 * i, 3 * i + 3));
      into[i] = value.getFloat32(0);
    }
    return into;
  },
});
`,
  },
  registry: {
    path: `${PROTOCOL}/codecs/codecs.ts`,
    import: 'import { toyCodec } from "./toyCodec";',
    listStart: "const builtIn = {",
    entry: "toyCodec",
  },
};

const toySetting: Toy = {
  key: "toySetting",
  registry: {
    path: `${PROTOCOL}/settings/runSettings.ts`,
    listStart: "export const RUN_SETTINGS = {",
    entry: `
  toySetting: {
    kind: "integer",
    min: 0,
    max: 9,
    default: 3,
    label: "Toy setting",
    sentence: "A setting that a worker receives.",
    section: "training",
    worker: true,
  }`,
  },
};

/** Draws what no tab of ours does: the length of each arm's aggregate. */
const toyTab: Toy = {
  key: "toyTab",
  registry: {
    path: "apps/web/src/chart/tabs.ts",
    listStart: "export const CHART_TABS: readonly [ChartTab, ...ChartTab[]] = [",
    entry: `
  {
    key: "toyTab",
    label: "Toy tab",
    title: "Length of the aggregate",
    column: { of: "arm", metric: "norm" },
    axis: { kind: "linear", least: 1 },
    short: formatNumber,
    format: formatNumber,
  }`,
  },
};

const toyStatus: Toy = {
  key: "toyStatus",
  registry: {
    path: `${PROTOCOL}/workerStatus.ts`,
    listStart: "export const WORKER_STATUSES = {",
    entry: `
  toyStatus: {
    round: { done: 1 },
    says: "Playing with a toy",
    tile: { says: "plays with a toy", shape: "M1 1h8v8H1z" },
  }`,
  },
};

const toyRefusal: Toy = {
  key: "toy-refusal",
  registry: {
    path: `${PROTOCOL}/refusal.ts`,
    listStart: "export const REFUSALS = {",
    entry: `
  "toy-refusal": { means: "toys are not allowed here", http: 403 }`,
  },
};

const toyCommand: Toy = {
  key: "toyCommand",
  file: {
    path: "apps/cli/src/toyCommand/toyCommand.ts",
    text: `import type { Command } from "commander";
import { addFlags, type Flags } from "../commandLine";

export function defineToyCommand(command: Command): void {
  addFlags(command, [{ name: "toySize", value: "number", says: "how large the toy is", unset: "1" }]);
  command.action(({ toySize = "1" }: Flags) => console.log(\`a toy of size \${toySize}\`));
}
`,
  },
  registry: {
    path: "apps/cli/src/program.ts",
    listStart: "const COMMANDS: readonly Entry[] = [",
    entry: `
  {
    name: "toyCommand",
    says: "prints a toy",
    define: async () => (await import("./toyCommand/toyCommand")).defineToyCommand,
  }`,
  },
};

export const TOYS = {
  toyRule,
  toyPoison,
  toyModel,
  toyStripes,
  toyCodec,
  toySetting,
  toyTab,
  toyStatus,
  toyRefusal,
  toyCommand,
};
