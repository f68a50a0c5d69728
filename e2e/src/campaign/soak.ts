/** Runs a class for long, with people who come and go, and watches what its coordinator takes of the machine. Linux. */
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { stream } from "@honest-majority/random";
import { openClass } from "./campaign";
import { openDisk } from "./disk";
import { faultOf } from "./faults/faults";
import { type Sample, type Trend, trendOf } from "./trend";

/** What a class may take an hour. Every round's record stays in memory, for the chart and for downloads: about 20 MB an hour. */
export const MEASURES = {
  memory: { name: "memory (RSS)", unit: "MB", mostPerHour: 64 },
  files: { name: "open files", unit: "", mostPerHour: 20 },
  sockets: { name: "sockets", unit: "", mostPerHour: 20 },
} as const;
type Measure = keyof typeof MEASURES;

export interface SoakResult {
  minutes: number;
  rounds: number;
  trends: Record<Measure, Trend>;
  /** Measures that grow faster than they may, beyond twice the slope's error. */
  leaks: Measure[];
  /** For people. */
  lines: string[];
}

const SAMPLE_MS = 5_000;
/** The first part of the time, in which caches fill and code is compiled, does not count. */
const WARM_UP = 1 / 3;
const HOURS = 8;
/** A little of each happens all the time. */
const DAILY_LIFE = [
  "connectionCut",
  "watcherCut",
  "leaveAndReturn",
  "storm",
  "joinAndLeave",
  "ownFlip",
  "duplicate",
  "fuzz",
  "garbage",
  "unread",
  "records",
];

export async function runSoak({
  minutes,
  seed,
  print,
}: {
  minutes: number;
  seed: number;
  print: (line: string) => void;
}): Promise<SoakResult> {
  if (process.platform !== "linux") throw new RangeError("--soak reads /proc, so it needs Linux");
  const disk = openDisk();
  const stage = await openClass(disk);
  const random = stream(seed, "soak");
  const samples: Record<Measure, Sample[]> = { memory: [], files: [], sockets: [] };
  try {
    await stage.instructor.socket.emitWithAck("class:set", { pace: "second" });
    const start = performance.now();
    let sampled = 0;
    for (;;) {
      const at = performance.now() - start;
      if (at > minutes * 60_000) break;
      if (at >= sampled * SAMPLE_MS) {
        sampled++;
        const taken = takenBy(stage.coordinator.pid as number);
        for (const measure of Object.keys(MEASURES) as Measure[])
          samples[measure].push({ at: at / 3_600_000, value: taken[measure] });
        if (sampled % 12 === 1)
          print(
            `${Math.round(at / 1000)} s: ${Math.round(taken.memory)} MB, ${taken.files} files, ${taken.sockets} sockets, ${stage.ledger.rounds} rounds`,
          );
      }
      await faultOf(DAILY_LIFE[random.int(DAILY_LIFE.length)]).inject({
        ...stage,
        random,
        restarted: () => {},
      });
      await stage.crew.flush();
      stage.ledger.check();
    }
    return resultOf(minutes, stage.ledger.rounds, samples);
  } finally {
    await stage.close();
    disk.release();
  }
}

function resultOf(minutes: number, rounds: number, samples: Record<Measure, Sample[]>): SoakResult {
  const measures = Object.keys(MEASURES) as Measure[];
  const counted = (all: readonly Sample[]) => all.slice(Math.floor(all.length * WARM_UP));
  const trends = Object.fromEntries(
    measures.map((one) => [one, trendOf(counted(samples[one]))]),
  ) as SoakResult["trends"];
  const leaks = measures.filter(
    (one) => trends[one].perHour - 2 * trends[one].error > MEASURES[one].mostPerHour,
  );
  const lines = measures.map((one) => {
    const { name, unit, mostPerHour } = MEASURES[one];
    const { perHour, error } = trends[one];
    const ends =
      `${Math.round(samples[one][0].value)} → ${Math.round(samples[one].at(-1)?.value ?? 0)} ${unit}`.trimEnd();
    const slope = `${perHour.toFixed(1)} ± ${(2 * error).toFixed(1)} ${unit}`.trimEnd();
    const verdict = leaks.includes(one) ? `: a leak, at most ${mostPerHour} an hour may be` : "";
    return `${name}: ${ends}; ${slope} an hour, ${(HOURS * perHour).toFixed(0)} ${unit} in eight hours${verdict}`;
  });
  return { minutes, rounds, trends, leaks, lines: [`${rounds} rounds in ${minutes} minutes`, ...lines] };
}

/** What a process has of the machine; memory in MB. */
export function takenBy(pid: number): Record<Measure, number> {
  const kilobytes = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
  const open = readdirSync(`/proc/${pid}/fd`).map((fd) => {
    try {
      return readlinkSync(`/proc/${pid}/fd/${fd}`);
    } catch {
      return ""; // closed in the meantime
    }
  });
  return {
    memory: kilobytes / 1024,
    files: open.length,
    sockets: open.filter((target) => target.startsWith("socket:")).length,
  };
}
