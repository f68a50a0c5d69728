/** Shares of a profile's busy time by kind of work. Pure. */

/** V8's CPU profile, as far as it is read. */
export interface Profile {
  nodes: { id: number; callFrame: { functionName: string; url: string } }[];
  samples: number[];
  /** Microseconds before each sample. */
  timeDeltas: number[];
}

export interface Share {
  kind: string;
  /** Of the time that was not idle. */
  share: number;
}

/** Largest first; kinds below `least` are summed up as "other". */
export function sharesByKind({ nodes, samples, timeDeltas }: Profile, least = 0.01): Share[] {
  const kinds = new Map(nodes.map(({ id, callFrame }) => [id, kindOf(callFrame)]));
  const times = new Map<string, number>();
  samples.forEach((id, i) => {
    const kind = kinds.get(id) ?? "other";
    if (kind !== "idle") times.set(kind, (times.get(kind) ?? 0) + timeDeltas[i]);
  });
  const busy = [...times.values()].reduce((sum, time) => sum + time, 0);
  const shares = [...times].map(([kind, time]) => ({ kind, share: time / busy }));
  const large = shares.filter(({ share }) => share >= least).sort((a, b) => b.share - a.share);
  const rest = 1 - large.reduce((sum, { share }) => sum + share, 0);
  return rest > 1e-9 && large.length < shares.length ? [...large, { kind: "other", share: rest }] : large;
}

/** By the function itself, not by who called it: V8's own work, a library (`ws` unmasks what arrives), a workspace, or a function of Node's. */
function kindOf({ functionName, url }: Profile["nodes"][number]["callFrame"]): string {
  if (functionName === "(garbage collector)") return "garbage collection";
  if (functionName.startsWith("(")) return functionName.slice(1, -1);
  const library = /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(url)?.[1];
  if (library !== undefined && !library.startsWith("@honest-majority/")) return library;
  const workspace = /(packages|apps)\/([^/]+)\/src\//.exec(url);
  if (workspace !== null) return `${workspace[1]}/${workspace[2]}`;
  if (url.startsWith("node:")) return "Node";
  return url === "" ? `${functionName}()` : "other";
}
