import { armLabel, RunConfig, type Setting, settingRegistry } from "@honest-majority/protocol";
import {
  attackRegistry,
  defineAttack,
  preAggregatorRegistry,
  register,
  registerAttack,
  ruleRegistry,
} from "@honest-majority/robust/facts";
import { renderToStaticMarkup } from "react-dom/server";
import { afterEach, describe, expect, test } from "vitest";
import { enoughWorkers, nextArm, nextPre, type PreDraft, unsetLabel } from "./armDraft";
import { ruleChoices } from "./choices";
import {
  adviceFor,
  check,
  type Draft,
  draftOf,
  edited,
  type Typed,
  textOf,
  typedOf,
  withDefaults,
} from "./draft";
import type { TypedAs } from "./kinds";
import { SettingsForm } from "./SettingsForm";
import { SettingsSection } from "./SettingsSection";

const config = (input: object) => RunConfig.parse(input);
const edit = (draft: Draft, edits: Record<string, Typed>) =>
  Object.entries(edits).reduce((before, [name, typed]) => edited(before, name, typed), draft);
const checkEdited = (input: object, edits: Record<string, Typed>) =>
  check(edit(draftOf(config(input)), edits));
const problems = (input: object, edits: Record<string, Typed>) => {
  const checked = checkEdited(input, edits);
  return checked.ok ? {} : checked.problems;
};
/** The config that is sent to the coordinator. */
const sent = (draft: Draft) => {
  const checked = check(draft);
  if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
  return JSON.parse(JSON.stringify(checked.config));
};
const armsOf = (input: object): TypedAs["arms"] =>
  typedOf(draftOf(config(input)), "arms", settingRegistry.arms as Setting & { kind: "arms" });

const CONFIGS = [
  {},
  {
    seed: 7,
    partition: { kind: "dirichlet", alpha: 0.1 },
    schedule: "cosine",
    quorum: 3,
    localSteps: 5,
    roundDeadlineMs: 2_500,
    codec: "float16",
    networkMbit: 50,
  },
  { partition: "label", attack: { kind: "alie", z: 1.5 }, attackers: 2, algorithm: { normalized: true } },
  { attack: { kind: "nonFinite", value: "Infinity" }, attackers: 1 },
  { attack: { kind: "minMax", perturbation: "unit" } },
  { dataset: "cifar-10", augment: true, budget: 100_000 },
  {
    arms: [
      { label: "τ = 3", aggregator: { rule: "centeredClip", tau: 3, iterations: 2 } },
      { aggregator: { rule: "brsgd", threshold: 4 } },
      { aggregator: { rule: "krum", f: 2, neighbours: "n-f-1" } },
      { aggregator: { rule: "geometricMedian", nu: 0.1, iterations: 3, start: "zero" } },
      {
        aggregator: "krum",
        preAggregators: ["nearestNeighborMixing", { kind: "bucketing", s: 3, permutation: [2, 0, 1] }],
      },
      {
        aggregator: "mean",
        preAggregators: [
          { kind: "clipping", c: 0.5 },
          { kind: "arc", f: 2 },
        ],
      },
    ],
  },
].map(config);

describe("a settings draft", () => {
  test("that was not edited equals the config that it was made from", () => {
    for (const one of CONFIGS) expect(check(draftOf(one))).toEqual({ ok: true, config: one });
  });

  test("converts every setting to the form and back without a change", () => {
    for (const one of CONFIGS) {
      const draft = draftOf(one);
      const edits = Object.entries(settingRegistry).map(([name, setting]) => [
        name,
        typedOf(draft, name, setting),
      ]);
      expect(config(sent(edit(draft, Object.fromEntries(edits))))).toEqual(one);
    }
  });

  test("sends an empty field as its default", () => {
    const draft = edit(draftOf(config({ batchSize: 9 })), {
      batchSize: "",
      momentum: "",
      roundDeadlineMs: "",
    });
    expect(config(sent(draft))).toEqual(config({}));
  });

  test("shows the deadline in seconds, and keeps it in milliseconds", () => {
    const draft = draftOf(config({ roundDeadlineMs: 2_500 }));
    expect(textOf(draft, "roundDeadlineMs")).toBe("2.5");
    expect(sent(edit(draft, { roundDeadlineMs: "0,29" })).roundDeadlineMs).toBe(290);
    expect(problems({}, { roundDeadlineMs: "0.05" })).toEqual({ roundDeadlineMs: "must be at least 0.1" });
  });

  test("omits a setting while it does not apply, and remembers its value", () => {
    const draft = edit(draftOf(config({ dataset: "cifar-10" })), { augment: true });
    expect(sent(draft).augment).toBe(true);
    const other = edit(draft, { dataset: "mnist" });
    expect(config(sent(other)).augment).toBe(false);
    expect(sent(edit(other, { dataset: "cifar-10" })).augment).toBe(true);
  });

  test("keeps settings that it does not show, and drops them with all defaults", () => {
    const seeded = config({ seeds: { initial: 3 } });
    expect(sent(edit(draftOf(seeded), { batchSize: "16" }))).toEqual({ ...seeded, batchSize: 16 });
    expect(sent(withDefaults(draftOf(seeded)))).toEqual(config({}));
  });

  test("with all defaults keeps no other value of the config", () => {
    expect(sent(withDefaults(draftOf(CONFIGS[2])))).toEqual(config({}));
  });
});

describe("a newer coordinator's config", () => {
  const newer = {
    ...config({ arms: ["mean", "krum"], attack: { kind: "alie", z: 1 } }),
    algorithm: { momentum: 0.9, normalized: false, nesterov: true },
    compression: { kind: "topK", k: 5 },
  };

  test("is sent back with the edit and with the fields that this page does not know", () => {
    expect(sent(draftOf(newer))).toEqual(newer);
    expect(sent(edit(draftOf(newer), { momentum: "0.5", batchSize: "16" }))).toEqual({
      ...newer,
      batchSize: 16,
      algorithm: { momentum: 0.5, normalized: false, nesterov: true },
    });
  });

  test("keeps the unknown options of an attack and a rule until another is chosen", () => {
    const attack = { kind: "alie", z: 1, colluding: 3 };
    const arms = [
      { label: "a", colour: "red", aggregator: { rule: "mean", weights: [1, 2] }, preAggregators: [] },
    ];
    const draft = draftOf({ ...newer, attack, arms });
    expect(sent(draft)).toEqual({ ...newer, attack, arms });
    const registry = settingRegistry as Record<string, Setting>;
    const typedAttack = typedOf<"config">(draft, "attack", registry.attack as never);
    const [typedArm] = typedOf<"arms">(draft, "arms", registry.arms as never);
    const changed = edit(draft, {
      attack: { ...typedAttack, options: { z: "2" } },
      arms: [{ ...typedArm, label: "b" }],
    });
    expect(sent(changed)).toMatchObject({ attack: { ...attack, z: 2 }, arms: [{ ...arms[0], label: "b" }] });
    const replaced = edit(draft, { attack: { kind: "foe", options: {} } });
    expect(sent(replaced).attack).toEqual({ kind: "foe" });
  });

  test("keeps a rule, an attack and a data set that this page does not know", () => {
    const unknown = {
      ...newer,
      dataset: "handwriting",
      attack: { kind: "whisper", volume: 3 },
      arms: [{ aggregator: { rule: "oracle", depth: 2 }, preAggregators: [] }, ...newer.arms],
    };
    expect(sent(edit(draftOf(unknown), { batchSize: "8" }))).toEqual({ ...unknown, batchSize: 8 });
    const draft = draftOf(unknown);
    const arms = typedOf<"arms">(draft, "arms", settingRegistry.arms as never);
    const without = edit(draft, { arms: arms.slice(0, 2) });
    expect(sent(without).arms).toEqual([
      unknown.arms[0],
      { aggregator: { rule: "mean" }, preAggregators: [] },
    ]);
    const form = markup({ config: unknown });
    expect(form).toContain('<option value="oracle" selected="">oracle (unknown to this page)</option>');
  });

  test("keeps unknown fields if all settings are reset to their defaults", () => {
    expect(sent(withDefaults(draftOf(newer)))).toEqual({
      ...config({}),
      algorithm: { ...config({}).algorithm, nesterov: true },
      compression: newer.compression,
    });
  });
});

describe("a settings problem", () => {
  test("is reported at its field and says what the value must be", () => {
    expect(problems({}, { batchSize: "many" })).toEqual({ batchSize: "must be a number" });
    expect(problems({}, { rounds: "1.5" })).toEqual({ rounds: "must be a whole number" });
    expect(problems({}, { momentum: "1" })).toEqual({ "algorithm.momentum": "must be less than 1" });
    expect(problems({}, { learningRate: "0" })).toEqual({ learningRate: "must be more than 0" });
    expect(problems({}, { attackers: "2" }).attack).toMatch(/must name an attack/);
  });

  test("in a rule's option is reported at its arm, in the schema's words", () => {
    const arm = (kind: string, options: Record<string, string>) => [
      { key: 0, label: "", aggregator: { kind, options }, preAggregators: [] },
    ];
    expect(problems({}, { arms: arm("centeredClip", { tau: "-1" }) })).toEqual({
      "arms.0.aggregator.tau": "must be more than 0",
    });
    expect(problems({}, { arms: arm("brsgd", { threshold: "some" }) })).toEqual({
      "arms.0.aggregator.threshold": 'must be "auto" or a number > 0',
    });
  });

  test("in a pre-aggregator's option is reported at its place in the chain", () => {
    const [arm] = armsOf({ arms: ["mean"] });
    const preAggregators: PreDraft[] = [
      { key: 0, kind: "arc", options: {} },
      { key: 1, kind: "clipping", options: { c: "0" } },
    ];
    expect(problems({}, { arms: [{ ...arm, preAggregators }] })).toEqual({
      "arms.0.preAggregators.1.c": "must be more than 0",
    });
  });
});

describe("advice on the settings", () => {
  const advice = (edits: Record<string, Typed>) =>
    adviceFor(edit(draftOf(config({ workers: 10, attack: "alie" })), edits));

  test("says that the attack is none with the run's workers and attackers", () => {
    expect(advice({ attackers: "2" })).toEqual({
      attack: expect.stringContaining("z = 0 for 2 attackers among 10 workers"),
    });
    expect(advice({ attackers: "4" })).toEqual({});
    expect(advice({})).toEqual({});
    expect(advice({ attackers: "2", attack: { kind: "alie", options: { z: "1.5" } } })).toEqual({});
    expect(advice({ attackers: "11" })).toEqual({}); // a problem
  });

  test("stands below the attack's fields", () => {
    const form = renderToStaticMarkup(
      <SettingsForm
        config={config({ workers: 10, attack: "alie", attackers: 2 })}
        datasets={[]}
        locked={undefined}
        onApply={async () => ({ ok: true })}
        onDone={() => {}}
      />,
    );
    expect(form).toMatch(
      /class="field-advice" role="status">ALIE&#x27;s formula gives z = 0 for 2 attackers/,
    );
  });
});

describe("an arm", () => {
  test("without a label shows the label that it will get", () => {
    const arms = [{ aggregator: "krum", preAggregators: ["arc", "bucketing"] }];
    expect(unsetLabel(armsOf({ arms })[0])).toBe("arc + bucketing + krum");
    expect(armLabel(config({ arms }).arms[0])).toBe("arc + bucketing + krum");
  });

  test("that is new gets a rule that no other arm uses", () => {
    const arms = armsOf({ arms: ["mean", "coordinateMedian"] });
    expect(nextArm(arms)).toMatchObject({ key: 2, aggregator: { kind: "trimmedMean" } });
    expect(nextArm([]).key).toBe(0);
  });

  test("gets a new pre-aggregator of a kind that is not in its chain, with a unique key", () => {
    const [first, second, ...more] = Object.keys(preAggregatorRegistry);
    const [arm] = armsOf({ arms: [{ aggregator: "mean", preAggregators: [first] }] });
    expect(nextPre(arm.preAggregators)).toEqual({ key: 1, kind: second, options: {} });
    const chain = [first, second, ...more].map((kind, i) => ({ key: 19 - i, kind, options: {} }));
    expect(nextPre(chain)).toEqual({ key: 20, kind: first, options: {} });
  });

  test("says whether the workers suffice for the rule, with its own f and the rows that reach it", () => {
    const said = (aggregator: unknown, preAggregators: unknown[] = [], typed = { workers: "8", f: "2" }) =>
      enoughWorkers(armsOf({ arms: [{ aggregator, preAggregators }] })[0], typed);
    expect(said("krum")).toEqual({
      short: false,
      sentence: "Against f = 2 it needs 7 workers; the run has 8.",
    });
    expect(said({ rule: "krum", f: 3 })).toEqual({
      short: true,
      sentence: "Krum with f = 3 needs 9 workers, 8 are here.",
    });
    // ⌈8/2⌉ = 4 rows reach the rule, which needs 2·2 + 1 = 5
    expect(said("coordinateMedian", ["bucketing"])).toEqual({
      short: true,
      sentence: "Coordinate median with f = 2 needs 5 updates, bucketing leaves 4 of 8.",
    });
    expect(said("coordinateMedian", ["bucketing"], { workers: "10", f: "2" })?.sentence).toBe(
      "Against f = 2 it needs 5 updates; bucketing leaves 5 of 10.",
    );
    expect(said("mean")?.sentence).toBe("No number of workers would protect it.");
    expect(said("krum", [], { workers: "many", f: "2" })).toBeUndefined();
  });
});

function markup(props: { config?: object; datasets?: { name: string; missing?: string }[] }): string {
  return renderToStaticMarkup(
    <SettingsForm
      config={props.config ?? config({})}
      datasets={props.datasets ?? []}
      locked={undefined}
      onApply={async () => ({ ok: true })}
      onDone={() => {}}
    />,
  );
}

describe("SettingsForm", () => {
  afterEach(() => {
    delete (settingRegistry as Record<string, Setting>).patience;
    delete (attackRegistry as Record<string, unknown>).hum;
  });

  test("has a field for every setting, except the seeds of single streams, in the order of the sections", () => {
    const form = markup({ config: config({ dataset: "cifar-10" }) });
    const labels = Object.values(settingRegistry).flatMap((setting) =>
      setting.kind === "arms" || setting.in === "seeds" ? [] : [setting.label],
    );
    expect(form).not.toContain("Seed of the");
    for (const label of labels) expect(form).toContain(label);
    const titles = [...form.matchAll(/<h3[^>]*>([^<]*)</g)].map(([, title]) => title);
    expect(titles).toEqual([
      "Data and model",
      "Rules",
      "Malicious workers",
      "Training",
      "Privacy",
      "Rounds",
      "Class",
    ]);
  });

  test("shows and sends a registered setting, and says what its value must be", () => {
    const patience: Setting = {
      kind: "integer",
      min: 2,
      default: 5,
      label: "Patience",
      unit: "rounds",
      sentence: "After how many rounds without progress the run ends.",
      section: "rounds",
    };
    register(settingRegistry, "patience", patience);
    expect(markup({})).toMatch(/Patience<span[^>]*>, rounds<\/span><\/label><input [^>]*placeholder="5"/);
    const old = { ...config({}), patience: undefined };
    expect(sent(edit(draftOf(old), { patience: "7" })).patience).toBe(7);
    expect(check(edit(draftOf(old), { patience: "1" }))).toEqual({
      ok: false,
      problems: { patience: "must be at least 2" },
    });
  });

  test("offers a registered attack with its options", () => {
    registerAttack(
      defineAttack({
        kind: "hum",
        name: "Hum",
        shortName: "Hum",
        group: "loud",
        formula: "loud",
        sentence: "Sends a tone.",
        source: "this test",
        options: { loud: { kind: "boolean", default: true, label: "Loud" } },
      }),
    );
    expect(markup({})).toContain('<option value="hum">Hum</option>');
    const form = markup({ config: config({ attack: "hum" }) });
    expect(form).toMatch(/<input type="checkbox"[^>]* checked=""\/>Loud/);
    expect(
      sent(edit(draftOf(config({})), { attack: { kind: "hum", options: { loud: "false" } } })).attack,
    ).toEqual({ kind: "hum", loud: false });
  });

  test("explains each setting on request, and formats code", () => {
    const section = (explain: boolean) =>
      renderToStaticMarkup(
        <SettingsSection
          title="Rounds"
          settings={[["budget", settingRegistry.budget]]}
          draft={draftOf(config({}))}
          problems={{}}
          missing={{}}
          explain={explain}
          onEdit={() => {}}
        />,
      );
    expect(section(true)).toContain("in the whole run; sets <code>rounds</code>.");
    expect(section(false)).not.toContain("in the whole run");
  });

  test("offers each rule once", () => {
    const shown = ruleChoices().map(({ value }) => value);
    expect([...shown].sort()).toEqual(Object.keys(ruleRegistry).sort());
  });

  test("disables an unavailable data set, and says how to get it", () => {
    const form = markup({
      datasets: [{ name: "glyphs" }, { name: "mnist", missing: "run: npm run data mnist" }],
    });
    expect(form).toContain('<option value="mnist" disabled="">MNIST (not here)</option>');
    expect(form).toContain("MNIST: run: npm run data mnist");
    expect(form).toContain('<option value="glyphs" selected="">Glyphs</option>');
  });

  test("selects the choice that an absent value means, and sends no value", () => {
    expect(markup({})).toContain('<option value="auto" selected="">');
    expect(sent(edit(draftOf(config({ codec: "float16" })), { codec: "" })).codec).toBeUndefined();
  });
});
