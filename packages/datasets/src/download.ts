/** The command `npm run data -- fashion-mnist`. */

import { parseArgs } from "node:util";
import { defaultDataDir } from "./dataDir";
import { fetchDataset } from "./fetchDataset";
import { DownloadError } from "./fetchFile";
import { lineDisplay, terminalDisplay } from "./progress";
import { isFileDataset, SOURCES } from "./sources";

const DATA_DIR = defaultDataDir(process.env);

const USAGE = `npm run data -- NAME … [--data-dir FOLDER] [--from URL]

  NAME        ${Object.keys(SOURCES).join(", ")}
  --data-dir  the folder for its files (default: ${DATA_DIR}, from DATA_DIR in the environment); give the coordinator the same
  --from      another address that has the publisher's files under their names`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: {
      "data-dir": { type: "string", default: DATA_DIR },
      from: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
    allowPositionals: true,
  });
  if (values.help) return console.log(USAGE);
  if (positionals.length === 0) throw new DownloadError(`name a data set:\n\n${USAGE}`);
  const { stdout } = process;
  const write = (text: string) => void stdout.write(text);
  const display = stdout.isTTY ? terminalDisplay(write) : lineDisplay(write);
  for (const name of positionals) {
    if (!isFileDataset(name)) {
      const hint = name === "glyphs" ? "glyphs needs no file" : `there is no data set "${name}"`;
      throw new DownloadError(`${hint}; these can be downloaded: ${Object.keys(SOURCES).join(", ")}`);
    }
    await fetchDataset({
      name,
      dataDir: values["data-dir"],
      from: values.from,
      onProgress: display.show,
      say: display.say,
    });
  }
}

main().catch((error: unknown) => {
  const isForPeople =
    error instanceof DownloadError ||
    (error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS"));
  if (process.stdout.isTTY) process.stdout.write("\r\x1b[2K"); // the progress line that is not to be finished
  console.error(isForPeople ? error.message : error);
  process.exitCode = 1;
});
