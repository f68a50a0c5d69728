/** The reports of tables that lack runs: some have not run yet, or some have failed. */
import { NPM_SCRIPTS } from "@honest-majority/protocol";
import { expect, test } from "vitest";
import { distinctCells, SweepConfig } from "../sweep/cells";
import type { CommittedStore } from "../sweep/committedStore";
import { extendedCells } from "../sweep/extend";
import type { StoredCell } from "../sweep/resultStore";
import type { Preset } from "./preset";
import { PRESETS } from "./presets";

const SWEEPS = PRESETS.filter((preset) => "sizes" in preset) as unknown as (Preset &
  (typeof PRESETS)[number])[];

/** Made-up results of the laptop size's first list of runs. */
function madeUp(preset: Preset) {
  const sweep = SweepConfig.parse({ name: preset.name, ...preset.sizes.laptop.sweep, extend: 0 });
  const cells = distinctCells(extendedCells(sweep, new Map()));
  return cells.map(({ id, place, config }, i): [string, StoredCell, Record<string, unknown>] => [
    id,
    {
      config,
      final: {
        accuracy: 0.5 + (i % 7) / 20,
        validation: 0.5,
        loss: 1,
        rounds: config.rounds,
        diverged: false,
      },
      seconds: 1,
      curve: { rounds: [0, config.rounds - 1], accuracy: [0.1, 0.5] },
      backend: "wasm",
    },
    place,
  ]);
}

function reportOn(preset: (typeof SWEEPS)[number], keep: (i: number) => boolean, failed: boolean) {
  const runs = madeUp(preset);
  const results = new Map(runs.filter((_, i) => keep(i)).map(([id, cell]) => [id, cell]));
  const lost = failed ? runs.filter(([id]) => !results.has(id)) : [];
  const store: CommittedStore = {
    folder: "",
    load: async () => new Map(results),
    failures: async () => new Map(lost.map(([id, , place]) => [id, { place, error: "out of memory" }])),
    read: async () => undefined,
  };
  return preset.report("laptop", {
    storeNamed: () => store,
    display: { show() {}, say() {} },
    program: NPM_SCRIPTS,
  });
}

test.each(SWEEPS.map((preset) => [preset.name, preset] as const))(
  "%s judges nothing while runs are missing, also when none has run",
  async (_, preset) => {
    for (const keep of [() => false, (i: number) => i % 5 !== 0, (i: number) => i < 4]) {
      const { markdown } = await reportOn(preset, keep, false);
      expect(markdown).toContain("runs so far");
      expect(markdown).toContain("The claims are judged when all runs are there.");
      expect(markdown).not.toMatch(/^- [✓✗≈–] /m);
    }
  },
);

test.each(SWEEPS.map((preset) => [preset.name, preset] as const))(
  "%s judges what it can when runs have failed",
  async (_, preset) => {
    // every fifth run of a table leaves hardly a cell whole; one of a hundred leaves most
    for (const keep of [() => false, (i: number) => i % 5 !== 0, (i: number) => i % 100 !== 1]) {
      const { markdown } = await reportOn(preset, keep, true);
      expect(markdown).toMatch(/\d+ runs? failed/);
      expect(markdown).not.toMatch(/NaN|undefined|Infinity/);
    }
  },
);
