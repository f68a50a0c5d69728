import { LIMITS, RoomCode } from "@honest-majority/protocol";

export type Route =
  | { page: "home" }
  | { page: "join"; room: string; forced?: string }
  | { page: "swarm"; room: string; count: number; forced?: string }
  | { page: "projector"; room: string }
  | { page: "report"; query: string }
  | { page: "playground"; search: string; forced?: string }
  | { page: "history"; room: string }
  | { page: SitePage; search: string }
  | { page: "unknown"; path: string };

/** Pages that the static site has too, beside the playground. */
const SITE_PAGES = ["batch-size", "coordinator-view", "handout", "replay"] as const;
type SitePage = (typeof SITE_PAGES)[number];

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
  const own = sitePage(first);
  if (own !== undefined && second === "") return { page: own, search };
  if (first === "report" && second === "") return { page: "report", query: search };
  if (code.success && rest.length === 0) {
    if (first === "history") return { page: "history", room: code.data };
    if (first === "join") return { page: "join", room: code.data, forced };
    if (first === "projector") return { page: "projector", room: code.data };
    if (first === "swarm")
      return { page: "swarm", room: code.data, count: swarmCount(query.get("n")), forced };
  }
  return { page: "unknown", path: pathname };
}

/** The static site is one file, whose query names the page. */
export function siteRoute({ search }: { search: string }): Route {
  const page = sitePage(new URLSearchParams(search).get("page"));
  return page === undefined ? playgroundRoute({ search }) : { page, search };
}

/** The address of such a page, from any page of the coordinator or of the site. */
export function sitePageAddress(page: SitePage, isSite: boolean, query = ""): string {
  const whole = [...(isSite ? [`page=${page}`] : []), ...(query === "" ? [] : [query])].join("&");
  return `${isSite ? "" : `/${page}`}${whole === "" ? "" : `?${whole}`}`;
}

/**
 * The address that replays a record. `run`: `lessons/NAME` for the recorded run in public/lessons/NAME.jsonl, or with `room`
 * the id of a class's run; unset, the page asks for a file.
 */
export function replayAddress(isSite: boolean, of: { run?: string; room?: string } = {}): string {
  return sitePageAddress("replay", isSite, new URLSearchParams(of).toString().replaceAll("%2F", "/"));
}

/** The address of a lesson's handout, or without `lesson` of all. */
export function handoutAddress(isSite: boolean, lesson?: string): string {
  return sitePageAddress("handout", isSite, lesson === undefined ? "" : `lesson=${lesson}`);
}

const sitePage = (name: string | null) => SITE_PAGES.find((page) => page === name);

function playgroundRoute({ search }: { search: string }): Route {
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
