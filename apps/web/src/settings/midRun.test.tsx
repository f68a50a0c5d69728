import { RunConfig, type RunConfigInput, type Setting, settingRegistry } from "@honest-majority/protocol";
import { renderToStaticMarkup } from "react-dom/server";
import { afterEach, describe, expect, test } from "vitest";
import { nextArm } from "./armDraft";
import { type Draft, draftOf, type Typed, typedOf } from "./draft";
import { dropEdits, keepEdit, useKeptEdits } from "./keptEdits";
import type { TypedAs } from "./kinds";
import { changedIn, changedMeanwhile, waitingIn, without } from "./midRun";
import { SettingsForm } from "./SettingsForm";

const config = (input: RunConfigInput = {}) => RunConfig.parse(input);
const draft = (edits: Draft["edits"], base = config()): Draft => ({ ...draftOf(base), edits });
const arms = (input: RunConfigInput = {}) =>
  typedOf(draftOf(config(input)), "arms", settingRegistry.arms as Setting & { kind: "arms" });

describe("changedIn", () => {
  test("names edits with another value, in the order of the settings; a typed default is none", () => {
    expect(changedIn(draft({ rounds: "300", momentum: "0.5", batchSize: "32", seed: "" }))).toEqual([
      "momentum",
      "rounds",
    ]);
    expect(changedIn(draft({ batchSize: "many" }))).toEqual(["batchSize"]);
  });
});

describe("waitingIn", () => {
  test("names the changed settings that are not live", () => {
    const edited = draft({ learningRate: "0.1", f: "2", batchSize: "8", model: "softmax" });
    expect(waitingIn(edited)).toEqual(["model", "batchSize"]);
    expect(changedIn(without(edited, waitingIn(edited)))).toEqual(["f", "learningRate"]);
  });

  test("lets rules be added at the end, and makes a changed or removed one wait", () => {
    const old = arms();
    expect(waitingIn(draft({ arms: [...old, nextArm(old)] }))).toEqual([]);
    const others: TypedAs["arms"][] = [
      old.slice(1),
      [nextArm(old), ...old],
      old.map((arm) => ({ ...arm, label: "x" })),
    ];
    for (const edited of others) expect(waitingIn(draft({ arms: edited }))).toEqual(["arms"]);
  });
});

describe("changedMeanwhile", () => {
  test("names what another dashboard changed, but not what was edited to the same value", () => {
    const base = config({ rounds: 300, f: 2, learningRate: 0.1 });
    expect(changedMeanwhile(config(), draft({ f: "2", learningRate: "0.2", batchSize: "8" }, base))).toEqual([
      "learningRate",
      "rounds",
    ]);
    expect(changedMeanwhile(base, draft({ f: "1" }, base))).toEqual([]);
  });
});

describe("SettingsForm in mid-run", () => {
  afterEach(dropEdits);
  const form = (edits: Record<string, Typed>, { midRun = true, base = config() } = {}) => {
    for (const [name, typed] of Object.entries(edits)) keepEdit(config(), name, typed);
    return renderToStaticMarkup(
      <SettingsForm
        config={base}
        datasets={[]}
        locked={undefined}
        midRun={midRun ? { onReset: async () => ({ ok: true }) } : undefined}
        onApply={async () => ({ ok: true })}
        onDone={() => {}}
      />,
    );
  };
  const foot = (markup: string) =>
    markup
      .slice(markup.indexOf("settings-foot"))
      .replace(/<[^>]*>/g, "|")
      .replace(/\|+/g, "|");

  test("says at each field that waits that it does, and leaves it editable", () => {
    const waiting = Object.values(settingRegistry).filter(
      ({ kind, live, applies }) => kind !== "arms" && !live && applies?.({ dataset: "glyphs" }) !== false,
    );
    const shown = form({});
    expect(shown.match(/waits for a reset</g)).toHaveLength(waiting.length);
    expect(shown).not.toMatch(/<fieldset class="settings-fields" disabled/);
    expect(form({}, { midRun: false })).not.toContain("waits for a reset");
  });

  test("offers to apply what does not wait, and to reset for the rest, by name", () => {
    const shown = foot(form({ f: "2", learningRate: "0.1", batchSize: "8" }));
    expect(shown).toContain("|Batch size B| waits for a reset.|");
    expect(shown).toContain("|Apply now: Expected, f, Learning rate η|Reset and apply all|");
    expect(shown).not.toContain("|Apply|");
  });

  test("applies at once when nothing waits", () => {
    const shown = foot(form({ f: "2" }));
    expect(shown).toContain("|Apply|");
    expect(shown).not.toContain("Reset and apply");
  });

  test("restores edits that were not applied, over a config that changed meanwhile, and says so", () => {
    form({ f: "2" });
    expect(useKeptEdits.getState().edits).toEqual({ f: "2" });
    const shown = form({}, { base: config({ rounds: 300 }) });
    expect(shown).toContain("Meanwhile another dashboard changed: Rounds.");
    expect(foot(shown)).toContain("Not applied yet: |Expected, f|");
    expect(shown).toMatch(/value="300"/);
  });
});
