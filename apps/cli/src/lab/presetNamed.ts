/** Finds a preset by its name, or by the folder of its results. */
import { folderOf, PRESETS, type Reproduction } from "@honest-majority/lab";
import { SIZES, type Size } from "@honest-majority/lab/sizes";
import { UserError } from "@honest-majority/protocol";

export const presetCalled = (name: string | undefined) => PRESETS.find((preset) => preset.name === name);

/** The preset and the size whose results have this folder. */
export function presetOfFolder(name: string): { preset: Reproduction; size: Size } | undefined {
  return PRESETS.flatMap((preset) => SIZES.map((size) => ({ preset, size }))).find(
    ({ preset, size }) => folderOf(preset, size) === name,
  );
}

export function presetNamed(name: string | undefined): Reproduction {
  const found = presetCalled(name);
  if (found === undefined) {
    const known = PRESETS.map((preset) => preset.name).join(", ");
    throw new UserError(
      "usage",
      name === undefined ? `name a preset: ${known}` : `there is no preset ${name}; the presets are ${known}`,
    );
  }
  return found;
}
