import { EXPORT_FACTS, type ExportFacts, type ExportFormat } from "@honest-majority/records";
import { useState } from "react";
import { Icon } from "../ui/Icon";
import { Menu, MenuItem } from "../ui/Menu";
import { saveFile } from "../ui/saveFile";
import { historyRequest, nameIn } from "./historyApi";

interface File extends ExportFacts {
  query: { format: ExportFormat; names?: "no" };
}

/** What the coordinator makes of a run: see docs/running.md. */
const FILES: readonly File[] = (Object.keys(EXPORT_FACTS) as ExportFormat[]).flatMap((format) => {
  const file = { ...EXPORT_FACTS[format], query: { format } };
  const handedOn = { name: "Record without names", says: "the same, to hand on" };
  return format === "jsonl" ? [file, { ...handedOn, query: { format, names: "no" } }] : [file];
});

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
  async function save({ query }: File) {
    setBusy(true);
    try {
      const answer = await historyRequest({ room, token, run, query: { ...query } });
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
