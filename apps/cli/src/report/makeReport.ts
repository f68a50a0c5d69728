/** `doctor --report`: measures Node's backends, then a browser's, and writes one file. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { hasDisplay, openBrowser } from "@honest-majority/coordinator";
import type { Parts } from "@honest-majority/coordinator/parts";
import {
  machineFacts,
  nodePlans,
  openProcess,
  ownNames,
  serveReport,
} from "@honest-majority/coordinator/report";
import type { Display } from "@honest-majority/lab";
import type { ModelName } from "@honest-majority/learning/facts";
import { missingPartsAdvice } from "@honest-majority/protocol";
import {
  type BrowserPart,
  measureBackends,
  newReport,
  overview,
  Report,
  reportText,
  taskText,
} from "@honest-majority/report";
import { reportFile } from "./reportFile";

export interface ReportOptions {
  file: string;
  models: readonly ModelName[];
  /** The time limit of each task. */
  limitSeconds: number;
  /** Whether a browser may be opened. */
  open: boolean;
  parts: Parts;
}

/**
 * Resolves with a summary for a person when the file is written.
 *
 * @throws UserError when the file is another kind of file, or cannot be written.
 */
export async function makeReport(options: ReportOptions, display: Display): Promise<string> {
  const { file, models, limitSeconds, parts } = options;
  const write = await reportFile(file);
  const names = ownNames();
  const machine = { ...machineFacts(), backends: await measureNode(options, display) };
  const textWith = (browser?: BrowserPart) => reportText(newReport({ machine, browser }), names);
  const nodeText = textWith();
  await write(nodeText);
  if (!existsSync(join(parts.pages, "index.html"))) {
    const advice = missingPartsAdvice(parts.program);
    display.say(`The pages are missing, so the browser part is left out: ${advice}.`);
    return summary(file, nodeText);
  }
  const served = await serveReport(parts, textWith);
  const query = new URLSearchParams({ for: "doctor", models: models.join(","), limit: `${limitSeconds}` });
  const address = `${served.url}?${query.toString().replaceAll("%2C", ",")}`;
  const opens = options.open && hasDisplay();
  display.say(`${file} has the part of Node. Now the browser:`);
  display.say(`${opens ? "opening" : "open this address in a browser of this machine:"} ${address}`);
  display.say("Ctrl-C ends without the browser part.");
  if (opens) await openBrowser(address);
  const browser = await Promise.race([served.measured, interrupted()]);
  served.close();
  if (browser === undefined) return summary(file, nodeText);
  const text = textWith(browser);
  await write(text);
  return summary(file, text);
}

async function measureNode({ models, limitSeconds, parts }: ReportOptions, display: Display) {
  const plans = nodePlans(models);
  const all = plans.reduce((sum, one) => sum + 1 + one.models.length + (one.aggregations?.length ?? 0), 0);
  let begun = 0;
  const stop = () => process.exit(130); // its `exit` event ends the measuring process
  process.once("SIGINT", stop);
  const backends = await measureBackends(plans, {
    open: () => openProcess(parts.measureProcess),
    limitMs: 1000 * limitSeconds,
    after(ms, what) {
      const timer = setTimeout(what, ms);
      return () => clearTimeout(timer);
    },
    say: ({ name, task }) => display.show(`Node, ${name}: ${taskText(task)} (${++begun} of at most ${all})`),
  });
  process.off("SIGINT", stop);
  return backends;
}

/** Resolves at Ctrl-C. */
function interrupted(): Promise<undefined> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve(undefined));
  });
}

/** Says only what the file says, so that it may be copied too. */
function summary(file: string, text: string): string {
  const { machine, browser } = Report.parse(JSON.parse(text));
  return [
    `Node ${machine?.node} on ${machine?.cpu}`,
    ...overview(machine?.backends ?? []),
    "",
    ...(browser === undefined ? ["No browser was measured."] : ["Browser", ...overview(browser.backends)]),
    "",
    `${file} holds this and more, and no name of a person or a machine, and no address.`,
    'To help the project, attach it to an issue of the kind "GPU report".',
  ].join("\n");
}
