/**
 * Loaded into the coordinator's process before its program (`node --import`): between two messages of the parent it measures
 * the main thread. Plain JavaScript without imports of ours but these, as it also measures other checkouts.
 */
import { readFileSync } from "node:fs";
import { Session } from "node:inspector/promises";
import { monitorEventLoopDelay, performance } from "node:perf_hooks";
import process from "node:process";
import { isMainThread } from "node:worker_threads";
import { watchTurns } from "./turns.mjs";

const RESOLUTION_MS = 5;
const SAMPLE_US = 500;

if (isMainThread && process.send !== undefined) {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  const turns = watchTurns();
  let before;

  const orders = {
    async begin({ profile }) {
      const session = profile ? await profiling() : undefined;
      delay.reset();
      delay.enable();
      turns.take();
      before = { session, loop: performance.eventLoopUtilization(), cpuMs: threadMs() };
    },
    async end() {
      const { active, utilization } = performance.eventLoopUtilization(before.loop);
      const cpuMs = threadMs() - before.cpuMs;
      delay.disable();
      const profile = await before.session?.post("Profiler.stop");
      before.session?.disconnect();
      return {
        busyMs: active,
        busyShare: utilization,
        cpuMs,
        // the histogram holds the times between two ticks of a timer
        delayMs: Object.fromEntries(
          [50, 99, 100].map((percent) => [
            percent,
            Math.max(0, delay.percentile(percent) / 1e6 - RESOLUTION_MS),
          ]),
        ),
        turns: turns.take(),
        rss: process.memoryUsage.rss(),
        peakRss: process.resourceUsage().maxRSS * 1024,
        profile: profile?.profile,
      };
    },
  };

  process.on("message", async ({ kind, ...order }) => process.send({ kind, ...(await orders[kind](order)) }));
  process.channel?.unref(); // the program ends as it would without this
}

async function profiling() {
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.setSamplingInterval", { interval: SAMPLE_US });
  await session.post("Profiler.start");
  return session;
}

/** Processor time of the main thread, which other programs of the machine do not lengthen; NaN where only Linux has it. */
function threadMs() {
  try {
    return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, "utf8").split(" ")[0]) / 1e6;
  } catch {
    return Number.NaN;
  }
}
