import { LIMITS, RoomCode } from "@honest-majority/protocol";

export type Route =
  | { page: "home" }
  | { page: "join"; room: string; forced?: string }
  | { page: "swarm"; room: string; count: number; forced?: string }
  | { page: "projector"; room: string }
  | { page: "report"; query: string }
  | { page: "playground"; search: string; forced?: string }
  | { page: "unknown"; path: string };

export const SWARM_LIMIT = LIMITS.swarm.most;
const SWARM_DEFAULT = 8;

/** Finds the page for an address. Links between pages are ordinary links, which load the new page. */
export function matchRoute({ pathname, search }: { pathname: string; search: string }): Route {
  const [first = "", second = "", ...rest] = pathname.split("/").filter((part) => part !== "");
  const query = new URLSearchParams(search);
  const forced = query.get("backend") ?? undefined;
  const code = RoomCode.safeParse(decode(second));
  if (first === "" || first === "index.html") return { page: "home" };
  if (first === "playground" && second === "") return playgroundRoute({ search });
  if (first === "report" && second === "") return { page: "report", query: search };
  if (code.success && rest.length === 0) {
    if (first === "join") return { page: "join", room: code.data, forced };
    if (first === "projector") return { page: "projector", room: code.data };
    if (first === "swarm")
      return { page: "swarm", room: code.data, count: swarmCount(query.get("n")), forced };
  }
  return { page: "unknown", path: pathname };
}

export function playgroundRoute({ search }: { search: string }): Route {
  return { page: "playground", search, forced: new URLSearchParams(search).get("backend") ?? undefined };
}

export function swarmCount(text: string | null): number {
  const n = Math.round(Number(text ?? SWARM_DEFAULT));
  return Number.isFinite(n) ? Math.min(SWARM_LIMIT, Math.max(1, n)) : SWARM_DEFAULT;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // a lone % in a mistyped address
  }
}
