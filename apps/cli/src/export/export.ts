import { EXPORT_FORMATS } from "@honest-majority/coordinator/records/exportRun";
import type { Command } from "commander";
import { addFlags, type Flags } from "../commandLine";
import { PLUGIN_FLAG } from "../plugins";
import { RECORDS_FLAGS } from "../start/options";
import { exportFile } from "./exportFile";

export function defineExport(command: Command): void {
  addFlags(command, [
    ...RECORDS_FLAGS.filter(({ name }) => name === "records"),
    { name: "format", value: EXPORT_FORMATS.join("|"), says: "what the file is", unset: "jsonl" },
    { name: "out", value: "file", says: "where it is written", unset: "a name of its own, in this folder" },
    { name: "withoutNames", says: "leaves out the workers' names, which only jsonl has" },
    PLUGIN_FLAG,
  ]);
  command
    .argument("[room]", "the room code, such as KRUM-4271")
    .argument("[run]", "the run, such as 20261129T014107Z-NdclMN; unset, the last one")
    .action(async (room, run, given: object) => {
      const { records = "records", format = "jsonl", out } = given as Flags;
      const { withoutNames = false } = given as { withoutNames?: boolean };
      const request = { records, room, run, format, out, names: !withoutNames };
      console.log(await exportFile(request, (sentence) => console.error(sentence)));
    });
}
