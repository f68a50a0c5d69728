/** What the page History asks of the coordinator. The key is in a header, so no address holds it. */
import type { RunSummary } from "@honest-majority/records";

/** A run whose settings cannot be used. */
export interface DamagedRun {
  run: string;
  problem: string;
}

export type ListedRun = RunSummary | DamagedRun;

export interface RunsAnswer {
  runs: ListedRun[];
  /** Whether the room has earlier ones. */
  more: boolean;
  /** The run that the class is in. */
  current: string;
}

export interface HistoryRequest {
  room: string;
  token: string;
  /** Unset: the list of all runs. */
  run?: string;
  method?: "GET" | "DELETE";
  query?: Record<string, string>;
}

/** @throws an Error with a sentence for the person at the screen. */
export async function historyRequest({
  room,
  token,
  run,
  method = "GET",
  query = {},
}: HistoryRequest): Promise<Response> {
  const path = ["/api/rooms", room, "runs", ...(run === undefined ? [] : [run])].map(encodedPart).join("/");
  const search = new URLSearchParams(query).toString();
  const answer = await fetch(search === "" ? path : `${path}?${search}`, {
    method,
    headers: { authorization: `Bearer ${token}` },
  }).catch(() => undefined);
  if (answer === undefined) throw new Error("The coordinator does not answer. Try again when it is back.");
  if (answer.ok) return answer;
  const { detail } = (await answer.json().catch(() => ({}))) as { detail?: unknown };
  throw new Error(
    typeof detail === "string" ? sentence(detail) : `The coordinator answered with status ${answer.status}.`,
  );
}

const encodedPart = (part: string) => (part.startsWith("/") ? part : encodeURIComponent(part));

function sentence(detail: string): string {
  const capital = detail.charAt(0).toUpperCase() + detail.slice(1);
  return capital.endsWith(".") ? capital : `${capital}.`;
}

export async function listRuns(
  request: Pick<HistoryRequest, "room" | "token">,
  before?: string,
): Promise<RunsAnswer> {
  const answer = await historyRequest({ ...request, ...(before !== undefined && { query: { before } }) });
  return (await answer.json()) as RunsAnswer;
}

/** The name that the coordinator gives the file. */
export function nameIn(answer: Response, otherwise: string): string {
  const [, name] = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get("content-disposition") ?? "") ?? [];
  return name === undefined ? otherwise : decodeURIComponent(name);
}
