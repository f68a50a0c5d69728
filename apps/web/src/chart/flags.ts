/** Describes the events of a run, for the chart's flags and the list below the chart. Pure. */
import type { RoundRecord, RunEvent } from "@honest-majority/protocol";
import { describeRole } from "../roles/attackChoice";
import { isolated } from "../ui/isolated";
import { armTitle } from "./armTitle";

export interface Flag {
  round: number;
  /** The last of several consecutive rounds in which the same happened. */
  until?: number;
  text: string;
  tone: "malicious" | "honest" | "trouble" | "people";
}

type Flipped = Extract<RunEvent, { kind: "flipped" }>;

/** All events, oldest first. Joins flips to the same role in a round, and the same trouble in consecutive rounds. */
export function flagsOf(rounds: readonly RoundRecord[]): Flag[] {
  return joinRepeated(eachEvent(rounds));
}

/** Joins consecutive rounds in which an arm is skipped into one flag. */
function joinRepeated(flags: readonly Flag[]): Flag[] {
  const joined: Flag[] = [];
  const open = new Map<string, Flag>();
  for (const flag of flags) {
    const before = open.get(flag.text);
    if (flag.tone === "trouble" && before && flag.round <= (before.until ?? before.round) + 1) {
      before.until = flag.round;
    } else {
      const own = { ...flag };
      open.set(flag.text, own);
      joined.push(own);
    }
  }
  return joined;
}

function eachEvent(rounds: readonly RoundRecord[]): Flag[] {
  return rounds.flatMap(({ round, events }) => {
    const flips = new Map<string, Flipped[]>();
    for (const event of events) {
      if (event.kind !== "flipped") continue;
      const role = describeRole(event.role);
      flips.set(role, [...(flips.get(role) ?? []), event]);
    }
    return [
      ...[...flips.values()].map((group) => ({ round, ...describeFlips(group) })),
      ...events
        .filter((event) => event.kind !== "flipped")
        .map((event) => ({ round, ...describeEvent(event) })),
    ];
  });
}

/** The flags for the chart: those of events that may change a curve. */
export function chartFlags(flags: readonly Flag[]): Flag[] {
  return flags.filter(({ tone }) => tone !== "people");
}

function describeFlips(group: readonly Flipped[]): Omit<Flag, "round"> {
  const [{ name, role }] = group;
  const who = group.length === 1 ? isolated(name) : `${group.length} workers`;
  if (role.kind === "honest") return { text: `${who}: honest again`, tone: "honest" };
  return { text: `${who}: ${describeRole(role)}`, tone: "malicious" };
}

function describeEvent(event: Exclude<RunEvent, Flipped>): Omit<Flag, "round"> {
  switch (event.kind) {
    case "joined":
      return { text: `${isolated(event.name)} joined`, tone: "people" };
    case "left":
      return { text: `${isolated(event.name)} left`, tone: "people" };
    case "returned":
      return { text: `${isolated(event.name)} came back`, tone: "people" };
    case "removed":
      return { text: `${isolated(event.name)} was removed`, tone: "people" };
    case "skipped":
      return {
        text: `${event.arm === undefined ? "Round" : armTitle(event.arm)} skipped: ${event.reason}`,
        tone: "trouble",
      };
    case "diverged":
      return { text: `${armTitle(event.arm)} diverged`, tone: "trouble" };
    case "resumed":
      return { text: `resumed: ${event.note}`, tone: "trouble" };
    case "closed":
      return {
        text: `Round closed by the teacher with ${event.arrived} of ${event.invited} updates`,
        tone: "trouble",
      };
    case "arm-added":
      return {
        text: `${armTitle(event.arm)} added, from the parameters of ${armTitle(event.from)}`,
        tone: "trouble",
      };
    case "changed":
      return { text: `changed: ${event.settings.join(", ")}`, tone: "trouble" };
    case "revealed":
      return { text: "the roles were revealed", tone: "people" };
    default:
      return event satisfies never;
  }
}
