/** What a run can be saved as. */
import { armLabel, type RunConfig } from "@honest-majority/protocol";
import type { ExportFormat } from "./exportFacts";
import { fileName, fileNames } from "./fileName";
import { modelTensors, type Tensor } from "./model/modelTensors";
import { npy } from "./model/npy";
import { safetensors } from "./model/safetensors";
import { cut, type Pieces, zipPieces } from "./pieces";
import type { RunRecord } from "./recordFile";
import { eventPieces } from "./tensorboard/eventFile";
import { recordScalars } from "./tensorboard/recordScalars";
import { tidyLines } from "./tidyCsv";

export interface ExportedFile {
  /** Made while they are read; to be read once. */
  pieces: Pieces;
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
      pieces: encoded(tidyLines(record)),
      name: "rounds.csv",
    }),
  },
  tensorboard: {
    make: (record: RunRecord): ExportedFile => {
      const labels = record.config.arms.map(armLabel);
      const files = fileNames(labels).map((folder, arm): [string, Iterable<Uint8Array>] => [
        // TensorBoard reads files with `tfevents` in their name
        `${folder}/events.out.tfevents.0`,
        eventPieces(recordScalars(record.rounds, labels[arm])),
      ]);
      return { pieces: zipPieces(files), name: "tensorboard.zip" };
    },
  },
} as const satisfies Partial<Record<ExportFormat, { make: (record: RunRecord) => ExportedFile }>>;

/** What can be made of a run's models. */
export const MODEL_EXPORTS = {
  safetensors: {
    make: ({ run, round, config, parameters }: RunModels): ExportedFile => {
      const labels = config.arms.map(armLabel);
      const files = fileNames(labels).map((name, arm): [string, Pieces] => {
        const facts = {
          run,
          round: String(round),
          rule: labels[arm],
          model: config.model,
          dataset: config.dataset,
        };
        return [`${name}.safetensors`, cut(safetensors(modelTensors(config, parameters[arm]), facts))];
      });
      const [[name, pieces]] = files;
      return files.length === 1 ? { pieces, name } : { pieces: zipPieces(files), name: "safetensors.zip" };
    },
  },
  npy: {
    make: ({ config, parameters }: RunModels): ExportedFile => {
      const files = fileNames(config.arms.map(armLabel)).flatMap((folder, arm) =>
        modelTensors(config, parameters[arm]).map((tensor: Tensor): [string, Pieces] => [
          `${folder}/${fileName(tensor.name)}.npy`,
          cut(npy(tensor)),
        ]),
      );
      return { pieces: zipPieces(files), name: "npy.zip" };
    },
  },
} as const satisfies Partial<Record<ExportFormat, { make: (models: RunModels) => ExportedFile }>>;

export type RecordExport = keyof typeof RECORD_EXPORTS;
export type ModelExport = keyof typeof MODEL_EXPORTS;

function* encoded(texts: Iterable<string>): Generator<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  for (const text of texts) yield encoder.encode(text);
}
