/** Turns facts about a machine into findings for a person. Reads nothing from the machine itself. */

import { GPU_PACKAGES } from "@honest-majority/backends/gpu";
import { missingPartsAdvice, typed } from "@honest-majority/protocol";
import { wiresWithin } from "../sockets/openFiles";
import { INSTALL_NODE, nodeIsSupported } from "./nodeVersion";

/** What a coordinator needs to know of a machine. */
export interface Facts {
  /** How a person calls the program, for advice. */
  program: string;
  node: string;
  /** Undefined when the doctor was not started through npm. */
  npm?: string;
  system: string;
  cores: number;
  memoryGb: number;
  /** How many files one process may have open; undefined where there is no such limit. */
  openFiles?: number;
  /** The tfjs backend, why no better one is used, and the GPU's name. */
  backend: { name: string; note: string; adapter?: string };
  /** Path of the first browser with WebGPU that was found. */
  browser?: string;
  ports: { flag: string; port: number; state: PortState }[];
  /** At which other machines on the network reach this one. */
  addresses: readonly string[];
  datasets: readonly { name: string; missing?: string }[];
  /** Whether the pages are built, and the kernels are built from the present sources. */
  pagesBuilt: boolean;
  kernelsBuilt: boolean;
  /** Why the folders of the records and the keys cannot be written; undefined when they can. */
  recordsProblem?: string;
  /** The last day of the stored certificate; undefined when there is none. */
  certificateUntil?: string;
}

export type PortState = "free" | "coordinator" | "taken" | "forbidden";

/** What the doctor looks at, and the words of docs/running.md for it. */
export const TOPICS = {
  Node: "Node",
  Machine: "the machine",
  Files: "how many files may be open",
  GPU: "GPU backends",
  Browser: "the browser",
  Port: "ports",
  Network: "addresses on the network",
  "Data set": "data sets",
  Pages: "the build of the pages",
  Kernels: "the build of the kernels",
  Records: "the folders of records and keys",
  Certificate: "the certificate",
} as const;
type Topic = keyof typeof TOPICS;

export interface Finding {
  topic: Topic;
  ok: boolean;
  says: string;
  /** What to do, if something is missing. */
  next?: string;
  /** Whether `start` without flags needs this. */
  needed: boolean;
}

export function findings(facts: Facts): Finding[] {
  const { program, node, npm, system, cores, memoryGb, browser, addresses, datasets } = facts;
  const supported = nodeIsSupported(node);
  return [
    {
      topic: "Node",
      ok: supported,
      needed: true,
      says: `${node}${npm === undefined ? "" : `, npm ${npm}`}`,
      ...(supported ? {} : { next: INSTALL_NODE }),
    },
    fact("Machine", `${system}, ${cores} ${cores === 1 ? "core" : "cores"}, ${memoryGb} GB`),
    filesFinding(facts.openFiles),
    ...gpuFindings(facts.backend),
    browser === undefined
      ? lack(
          "Browser",
          "no Chromium, Chrome or Edge at the usual places",
          "install one: WebGPU tabs are the fastest",
        )
      : fact("Browser", browser),
    ...facts.ports.map((port) => portFinding(port, program)),
    addresses.length === 0
      ? lack(
          "Network",
          "this machine is on no network: only its own tabs can join",
          "join the students' network",
        )
      : fact("Network", `students reach this machine at ${addresses.join(", ")}`),
    ...datasets.map(({ name, missing }) =>
      missing === undefined
        ? fact("Data set", name)
        : lack("Data set", `${name} is not here`, commandIn(missing)),
    ),
    partsFinding("Pages", facts.pagesBuilt, program),
    partsFinding("Kernels", facts.kernelsBuilt, program),
    facts.recordsProblem === undefined
      ? fact("Records", "can be written")
      : {
          topic: "Records",
          ok: false,
          needed: true,
          says: facts.recordsProblem,
          next: "change that, or choose other folders with --records and --keys",
        },
    facts.certificateUntil === undefined
      ? fact("Certificate", "none yet; the first start makes one")
      : fact("Certificate", `valid until ${facts.certificateUntil}; a new one follows by itself`),
  ];
}

/** 0 when `start` without flags would work. */
export function exitCode(all: readonly Finding[]): 0 | 1 {
  return all.some(({ ok, needed }) => needed && !ok) ? 1 : 0;
}

export function report(all: readonly Finding[], program: string): string {
  const width = Math.max(...all.map(({ topic }) => topic.length));
  const lines = all.map(
    ({ topic, ok, says, next }) =>
      `${ok ? "✓" : "✗"} ${topic.padEnd(width)}  ${says}${next === undefined ? "" : ` → ${next}`}`,
  );
  const verdict = exitCode(all) === 0 ? "will work." : "will not work as it is.";
  return [...lines, "", `${typed(program, "start")} ${verdict}`].join("\n");
}

/** A class of a hundred phones that load a page at once has 700 connections, and as many others may wait. */
const FEW_FILES = 2_048;

function filesFinding(openFiles: number | undefined): Finding {
  if (openFiles === undefined || openFiles >= FEW_FILES)
    return fact("Files", openFiles === undefined ? "any number may be open" : `${openFiles} may be open`);
  return lack(
    "Files",
    `only ${openFiles} may be open, so at most ${wiresWithin(openFiles).ofOneSide} connections of a class`,
    `allow more before the start: ulimit -n ${2 * FEW_FILES}`,
  );
}

function gpuFindings({ name, note, adapter }: Facts["backend"]): Finding[] {
  return GPU_PACKAGES.map((gpu) => {
    if (gpu.name === name) return fact("GPU", `${name} computes${adapter ? ` on ${adapter}` : ""}`);
    const failed = note
      .split("; ")
      .find((part) => part.startsWith(`${gpu.name} `) && !part.includes("not installed"));
    if (failed !== undefined) return lack("GPU", failed, `it needs ${gpu.needs}`);
    if (name === "tfjs-node-gpu") return fact("GPU", `${gpu.name} is not needed beside ${name}`);
    return lack(
      "GPU",
      `${gpu.name} is not installed, nor needed`,
      `${gpu.command} adds it; it needs ${gpu.needs}`,
    );
  });
}

function partsFinding(topic: Topic, present: boolean, program: string): Finding {
  return present ? fact(topic, "built") : lack(topic, "not built yet", missingPartsAdvice(program));
}

function portFinding({ flag, port, state }: Facts["ports"][number], program: string): Finding {
  const topic = "Port";
  const other = typed(program, "start", flag, String(port < 65535 ? port + 1 : 8080));
  switch (state) {
    case "free":
      return { topic, ok: true, needed: true, says: `${port} is free` };
    case "coordinator":
      return {
        topic,
        ok: false,
        needed: true,
        says: `${port}: a coordinator runs there`,
        next: "use that one, or stop it",
      };
    case "taken":
      return { topic, ok: false, needed: true, says: `${port} is taken by another program`, next: other };
    case "forbidden":
      return { topic, ok: false, needed: true, says: `${port} may not be opened by this user`, next: other };
    default:
      return state satisfies never;
  }
}

function fact(topic: Topic, says: string): Finding {
  return { topic, ok: true, needed: false, says };
}

function lack(topic: Topic, says: string, next: string): Finding {
  return { topic, ok: false, needed: false, says, next };
}

/** The command in the message of a missing data set: `…: run "npm run data -- mnist"`. */
function commandIn(missing: string): string {
  return /run "(.+)"/.exec(missing)?.[1] ?? missing;
}
