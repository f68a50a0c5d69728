/** What a run can be saved as. */
import { armLabel, type RunConfig } from "@honest-majority/protocol";
import { zipSync } from "fflate";
import type { ExportFormat } from "./exportFacts";
import { fileName } from "./fileName";
import { modelTensors, type Tensor } from "./model/modelTensors";
import { npy } from "./model/npy";
import { safetensors } from "./model/safetensors";
import type { RunRecord } from "./recordFile";
import { eventFile } from "./tensorboard/eventFile";
import { recordScalars } from "./tensorboard/recordScalars";
import { tidyCsv } from "./tidyCsv";

export interface ExportedFile {
  bytes: Uint8Array<ArrayBuffer>;
  /** The end of its name, such as `rounds.csv`. */
  name: string;
}

/** The models that a run's next round starts from, one for each rule. */
export interface RunModels {
  run: string;
  /** That round. */
  round: number;
  config: RunConfig;
  /** Flat, [rules][d]. */
  parameters: readonly Float32Array[];
}

/** What can be made of a record. */
export const RECORD_EXPORTS = {
  csv: {
    make: (record: RunRecord): ExportedFile => ({
      bytes: new TextEncoder().encode(tidyCsv(record)),
      name: "rounds.csv",
    }),
  },
  tensorboard: {
    make: (record: RunRecord): ExportedFile => {
      const labels = record.config.arms.map(armLabel);
      const files = foldersOf(labels).map((folder, arm) => [
        // TensorBoard reads files with `tfevents` in their name
        `${folder}/events.out.tfevents.0`,
        eventFile(recordScalars(record.rounds, labels[arm])),
      ]);
      return { bytes: zipped(files as [string, Uint8Array][]), name: "tensorboard.zip" };
    },
  },
} as const satisfies Partial<Record<ExportFormat, { make: (record: RunRecord) => ExportedFile }>>;

/** What can be made of a run's models. */
export const MODEL_EXPORTS = {
  safetensors: {
    make: ({ run, round, config, parameters }: RunModels): ExportedFile => {
      const labels = config.arms.map(armLabel);
      const files = foldersOf(labels).map((name, arm): [string, Uint8Array<ArrayBuffer>] => {
        const facts = {
          run,
          round: String(round),
          rule: labels[arm],
          model: config.model,
          dataset: config.dataset,
        };
        return [`${name}.safetensors`, safetensors(modelTensors(config, parameters[arm]), facts)];
      });
      const [[name, bytes]] = files;
      return files.length === 1 ? { bytes, name } : { bytes: zipped(files), name: "safetensors.zip" };
    },
  },
  npy: {
    make: ({ config, parameters }: RunModels): ExportedFile => {
      const files = foldersOf(config.arms.map(armLabel)).flatMap((folder, arm) =>
        modelTensors(config, parameters[arm]).map((tensor: Tensor): [string, Uint8Array] => [
          `${folder}/${fileName(tensor.name)}.npy`,
          npy(tensor),
        ]),
      );
      return { bytes: zipped(files), name: "npy.zip" };
    },
  },
} as const satisfies Partial<Record<ExportFormat, { make: (models: RunModels) => ExportedFile }>>;

export type RecordExport = keyof typeof RECORD_EXPORTS;
export type ModelExport = keyof typeof MODEL_EXPORTS;

/** A name for each rule's files; two labels that would share one get a number. */
function foldersOf(labels: readonly string[]): string[] {
  const names = labels.map(fileName);
  const isTaken = (name: string, i: number) =>
    names.findIndex((other) => other.toLowerCase() === name.toLowerCase()) < i;
  return names.map((name, i) => (isTaken(name, i) ? `${name}-${i + 1}` : name));
}

/** The date is the earliest that a zip can have, so that the same files make the same bytes. */
const zipped = (files: readonly (readonly [string, Uint8Array])[]) =>
  zipSync(Object.fromEntries(files), { level: 6, mtime: "1980-01-01T12:00:00" }) as Uint8Array<ArrayBuffer>;
