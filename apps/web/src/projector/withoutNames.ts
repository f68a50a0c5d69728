import type { Flag } from "../chart/flags";

/** The flags with counts in place of names: "1 worker: Bit flip". Leaves out those that are about one person alone. */
export function withoutNames(flags: readonly Flag[]): Flag[] {
  return flags.flatMap((flag) => {
    if (flag.tone === "people") return [];
    if (flag.flip === undefined) return [flag];
    const { role, workers } = flag.flip;
    return [{ ...flag, text: `${workers.length} ${workers.length === 1 ? "worker" : "workers"}: ${role}` }];
  });
}
