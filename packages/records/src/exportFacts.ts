/** What a run can be saved as, for menus and commands: how each is made is in exports.ts. */
export interface ExportFacts {
  name: string;
  says: string;
}

export const EXPORT_FACTS = {
  jsonl: { name: "Record", says: "every round with names; can be replayed here and elsewhere" },
  csv: { name: "Table (CSV)", says: "a line for each rule and round" },
  tensorboard: { name: "TensorBoard", says: "event files in a zip" },
  safetensors: { name: "Model (safetensors)", says: "the parameters at the end, with names and shapes" },
  npy: { name: "Model (NumPy)", says: "one .npy file for each tensor, in a zip" },
} as const satisfies Record<string, ExportFacts>;

export type ExportFormat = keyof typeof EXPORT_FACTS;
