import { type JoinAddress, typed } from "@honest-majority/protocol";
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
  /** The one that the QR code holds first. */
  joins: readonly JoinAddress[];
  backend: { name: string; note: string };
  datasets: { name: string; missing?: string }[];
  /** Whether an address is the one that a proxy names. */
  trustProxy: boolean;
  /** How a person calls the program. */
  program: string;
  recordsFolder: string;
  keysFolder: string;
  /** Whether the room is new or opened again. */
  opened: string;
  /** Whether to print a QR code: only a terminal shows it. */
  qr: boolean;
}

/** The text that `start` prints for the teacher. */
export function banner(facts: BannerFacts): string {
  const [best] = facts.joins.filter(({ reach }) => reach !== "machine");
  const there = facts.datasets.filter(({ missing }) => missing === undefined).map(({ name }) => name);
  const absent = facts.datasets.filter(({ missing }) => missing !== undefined).map(({ name }) => name);
  const lines = [
    "",
    `  Honest Majority · room ${facts.room} · ${facts.opened}`,
    "",
    ...dashboardLines(facts),
    "",
    ...joinLines(facts),
    ...(facts.qr && best !== undefined ? [indent(renderUnicodeCompact(best.url, { border: 1 })), ""] : []),
    `  Evaluates on ${facts.backend.name}${facts.backend.note === "" ? "" : ` (${facts.backend.note})`}`,
    `  Data sets: ${there.join(", ")}${absent.length === 0 ? "" : `; not here: ${absent.join(", ")} (${typed(facts.program, "data", absent[0])})`}`,
    `  Records in ${facts.recordsFolder}`,
    `  Keys in ${facts.keysFolder}: hand on the records, and not these`,
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

function joinLines({ joins, trustProxy }: BannerFacts): string[] {
  const others = joins.filter(({ reach }) => reach !== "machine");
  if (others.length === 0)
    return ["  This machine is on no network: only tabs on this machine can join.", ""];
  const secure = others.flatMap(({ secureUrl = [] }) => secureUrl);
  const on = ({ network }: JoinAddress) => (network === undefined ? "" : `  on ${network}`);
  return [
    `  Join${others.length > 1 ? " (the first is in the QR code; choose another on the dashboard, or with --join-address)" : ""}`,
    ...others.map((join) => `    ${join.url}${on(join)}`),
    ...(secure.length === 0
      ? []
      : ["  or with WebGPU; the browser warns once about the self-made certificate"]),
    ...secure.map((url) => `    ${url}`),
    ...(others[0].reach === "public" && !trustProxy
      ? [
          "  All who come through a proxy on this machine count as one address (--seats-per-address): if it sets",
          "  X-Forwarded-For, start with --trust-proxy",
        ]
      : []),
    "",
  ];
}

function indent(text: string): string {
  return text
    .split("\n")
    .map((line) => `    ${line}`)
    .join("\n");
}
