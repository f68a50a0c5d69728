import { typed } from "@honest-majority/protocol";
import { renderUnicodeCompact } from "uqr";

export interface BannerFacts {
  room: string;
  /** Holds the key to the room. */
  dashboardUrl: string;
  /** Whether to print the key: a class may see the terminal. */
  printKey: boolean;
  /** Whether pressing Enter prints an address for the teacher: only in a terminal. */
  asksByEnter: boolean;
  /** The other rooms of this coordinator. */
  others: { room: string; dashboardUrl: string; opened: string }[];
  publicJoinUrl?: string;
  /** Empty when this machine is on no network. */
  secureJoinUrls: string[];
  plainJoinUrls: string[];
  backend: { name: string; note: string };
  datasets: { name: string; missing?: string }[];
  /** How a person calls the program. */
  program: string;
  recordsFolder: string;
  /** Whether the room is new or opened again. */
  opened: string;
  /** Whether to print a QR code: only a terminal shows it. */
  qr: boolean;
}

/** The text that `start` prints for the teacher. */
export function banner(facts: BannerFacts): string {
  const [best] = [facts.publicJoinUrl ?? [], facts.secureJoinUrls, facts.plainJoinUrls].flat();
  const there = facts.datasets.filter(({ missing }) => missing === undefined).map(({ name }) => name);
  const absent = facts.datasets.filter(({ missing }) => missing !== undefined).map(({ name }) => name);
  const lines = [
    "",
    `  Honest Majority · room ${facts.room} · ${facts.opened}`,
    "",
    ...dashboardLines(facts),
    "",
    ...joinLines(facts),
    ...(facts.qr && best !== undefined ? [indent(renderUnicodeCompact(best, { border: 1 })), ""] : []),
    `  Evaluates on ${facts.backend.name}${facts.backend.note === "" ? "" : ` (${facts.backend.note})`}`,
    `  Data sets: ${there.join(", ")}${absent.length === 0 ? "" : `; not here: ${absent.join(", ")} (${typed(facts.program, "data", absent[0])})`}`,
    `  Records in ${facts.recordsFolder}`,
    "  Stop with Ctrl-C. After a restart the run continues where it stopped.",
    "",
  ];
  return lines.join("\n");
}

function dashboardLines({ dashboardUrl, others, printKey, asksByEnter }: BannerFacts): string[] {
  const addressOf = (url: string) => (printKey ? [`    ${url}`] : []);
  const how = asksByEnter
    ? "Dashboard (for the teacher): press Enter for an address that opens it once, on this machine"
    : "Dashboard (for the teacher): start with --print-key for its address, which holds the key to the room";
  return [
    `  ${printKey ? "Dashboard (for the teacher: the address holds the key to the room)" : how}`,
    ...addressOf(dashboardUrl),
    ...others.flatMap(({ room, dashboardUrl, opened }) => [
      `  Room ${room} · ${opened}`,
      ...addressOf(dashboardUrl),
    ]),
  ];
}

function joinLines({ publicJoinUrl, secureJoinUrls, plainJoinUrls }: BannerFacts): string[] {
  if (publicJoinUrl !== undefined) return ["  Join", `    ${publicJoinUrl}`, ""];
  if (secureJoinUrls.length + plainJoinUrls.length === 0) {
    return ["  This machine is on no network: only tabs on this machine can join.", ""];
  }
  return [
    "  Join (the browser warns once about the self-made certificate; WebGPU needs https)",
    ...secureJoinUrls.map((url) => `    ${url}`),
    "  or, slower, without the warning",
    ...plainJoinUrls.map((url) => `    ${url}`),
    "",
  ];
}

function indent(text: string): string {
  return text
    .split("\n")
    .map((line) => `    ${line}`)
    .join("\n");
}
