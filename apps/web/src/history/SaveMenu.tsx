import { useState } from "react";
import { Icon } from "../ui/Icon";
import { Menu, MenuItem } from "../ui/Menu";
import { saveFile } from "../ui/saveFile";
import { historyRequest, nameIn } from "./historyApi";

/** What the coordinator makes of a run: see docs/running.md. */
const FILES = [
  { format: "jsonl", name: "Record", says: "every round with names; can be replayed here and elsewhere" },
  { format: "jsonl", names: "no", name: "Record without names", says: "the same, to hand on" },
  { format: "csv", name: "Table (CSV)", says: "a line for each rule and round" },
  { format: "tensorboard", name: "TensorBoard", says: "event files in a zip" },
  {
    format: "safetensors",
    name: "Model (safetensors)",
    says: "the parameters at the end, with names and shapes",
  },
  { format: "npy", name: "Model (NumPy)", says: "one .npy file for each tensor, in a zip" },
] as const;

export function SaveMenu({
  room,
  token,
  run,
  onProblem,
}: {
  room: string;
  token: string;
  run: string;
  onProblem(sentence: string): void;
}) {
  const [busy, setBusy] = useState(false);
  async function save({ name: _, says: __, ...query }: (typeof FILES)[number]) {
    setBusy(true);
    try {
      const answer = await historyRequest({ room, token, run, query });
      saveFile(await answer.blob(), nameIn(answer, `${run}.${query.format}`));
    } catch (error) {
      onProblem(error instanceof Error ? error.message : String(error));
    }
    setBusy(false);
  }
  return (
    <Menu
      label="Save as"
      className="button small-button"
      button={
        <>
          {busy ? "Saving…" : "Save"} <Icon name="down" />
        </>
      }
    >
      {FILES.map((file) => (
        <MenuItem key={file.name} onSelect={() => void save(file)}>
          <span className="save-item">
            {file.name} <span className="muted small">{file.says}</span>
          </span>
        </MenuItem>
      ))}
    </Menu>
  );
}
