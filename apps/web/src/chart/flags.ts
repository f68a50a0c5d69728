/** Describes the events of a run, for the chart's flags and the list of events. Pure. */
import { armTitle, type RoundRecord, type RunEvent, settingRegistry } from "@honest-majority/protocol";
import { describeRole } from "../roles/attackChoice";
import { isolated } from "../ui/isolated";
import { entryIn } from "../ui/registry";

export interface Flag {
  round: number;
  /** The last round, if the flag stands for what happened in several. */
  until?: number;
  text: string;
  /** The text for a screen that others see while roles are secret; unset, the flag is not shown there. */
  publicText?: string;
  tone: "malicious" | "honest" | "trouble" | "people";
  flip?: Flip;
}

/** Workers that took the same role. */
interface Flip {
  /** "Bit flip", "honest again" */
  role: string;
  /** The name of the first. */
  name: string;
  /** Ids, each once. */
  workers: readonly string[];
}

type Flipped = Extract<RunEvent, { kind: "flipped" }>;

/** Adds a record's events to the flags of earlier rounds. Returns the same array if there are none. */
export function appendFlags(flags: readonly Flag[], record: RoundRecord): readonly Flag[] {
  if (record.events.length === 0) return flags;
  const all = [...flags];
  for (const flag of flagsOfRound(record)) {
    const at = flag.tone === "trouble" ? all.findLastIndex(({ text }) => text === flag.text) : -1;
    const same = all[at];
    // the same trouble in consecutive rounds is one flag
    if (same && flag.round <= (same.until ?? same.round) + 1) all[at] = { ...same, until: flag.round };
    else all.push(flag);
  }
  return all;
}

/** The flags of the rounds before `round`. */
export function flagsBefore(flags: readonly Flag[], round: number): Flag[] {
  return flags.flatMap((flag) => {
    if (flag.round >= round) return [];
    if (flag.until === undefined || flag.until < round) return [flag];
    return [{ ...flag, until: round - 1 > flag.round ? round - 1 : undefined }];
  });
}

/** Flips to one role join into one flag if they lie within this many rounds. */
const JOINED_WITHIN = 10;

/**
 * The flags for the chart: those of events that may change a curve. Flips to the same role within some rounds of
 * the first become one flag: "10 workers: Bit flip", from round 13 until 18.
 */
export function chartFlags(flags: readonly Flag[]): Flag[] {
  const joined: Flag[] = [];
  const open = new Map<string, number>();
  for (const flag of flags) {
    if (flag.tone === "people") continue;
    const role = flag.flip?.role;
    const at = role === undefined ? undefined : open.get(role);
    if (at !== undefined && flag.round - joined[at].round <= JOINED_WITHIN) {
      joined[at] = joinFlips(joined[at], flag);
    } else {
      if (role !== undefined) open.set(role, joined.length);
      joined.push(flag);
    }
  }
  return joined;
}

function joinFlips(first: Flag, next: Flag): Flag {
  if (!first.flip || !next.flip) return first;
  const flip = { ...first.flip, workers: [...new Set([...first.flip.workers, ...next.flip.workers])] };
  return { ...first, flip, until: next.round, text: flipText(flip) };
}

const flipText = ({ role, name, workers }: Flip) =>
  `${workers.length === 1 ? isolated(name) : `${workers.length} workers`}: ${role}`;

/** A flag's text with its rounds, where it stands for several: "10 workers: Bit flip, 13–18". */
export function flagText({ text, round, until }: Flag): string {
  return until === undefined ? text : `${text}, ${round}–${until}`;
}

function flagsOfRound({ round, events }: RoundRecord): Flag[] {
  const flips = new Map<string, Flipped[]>();
  for (const event of events) {
    if (event.kind !== "flipped") continue;
    const role = event.role.kind === "honest" ? "honest again" : describeRole(event.role);
    flips.set(role, [...(flips.get(role) ?? []), event]);
  }
  return [
    ...[...flips].map(([role, group]): Flag => {
      const flip = { role, name: group[0].name, workers: [...new Set(group.map(({ worker }) => worker))] };
      return { round, text: flipText(flip), tone: group[0].role.kind, flip };
    }),
    ...events.flatMap((event) => {
      if (event.kind === "flipped") return [];
      const described = describeEvent(event);
      return [{ round, ...described, publicText: publicText(event, described.text) }];
    }),
  ];
}

/** Undefined for an event that roles can be derived from. As `withoutTruth` of the coordinator does for other screens. */
function publicText(event: Exclude<RunEvent, Flipped>, text: string): string | undefined {
  switch (event.kind) {
    case "skipped":
      return `${skippedPart(event)} skipped`; // the reason may say how many updates were not finite
    case "joined":
    case "left":
    case "returned":
    case "removed":
    case "diverged":
    case "resumed":
    case "closed":
    case "arm-added":
    case "changed":
    case "revealed":
      return text;
    case "more":
      return event.of === "flips" ? undefined : text;
    default:
      return event satisfies never;
  }
}

function describeEvent(event: Exclude<RunEvent, Flipped>): Pick<Flag, "text" | "tone"> {
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
        text: `${skippedPart(event)} skipped: ${event.reason}`,
        tone: "trouble",
      };
    case "diverged":
      return { text: `${armTitle(event.arm)} diverged`, tone: "trouble" };
    case "resumed":
      return { text: `Run resumed: ${event.note}`, tone: "trouble" };
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
      return { text: `Settings changed: ${event.settings.map(labelOf).join(", ")}`, tone: "trouble" };
    case "revealed":
      return { text: "Roles revealed", tone: "people" };
    case "more":
      return {
        text: `and ${event.count} more ${event.of === "flips" ? "changes of role" : "who came or went"}`,
        tone: "people",
      };
    default:
      return event satisfies never;
  }
}

const skippedPart = ({ arm }: { arm?: string }) => (arm === undefined ? "Round" : armTitle(arm));
const labelOf = (setting: string) => entryIn(settingRegistry, setting)?.label ?? setting;
