/** The way of a worker from an http page to the https page, which may use WebGPU. It stays the same worker. */
import { type KeptTexts, tabStorage } from "../ui/storage";

export const tokenKey = (room: string, slot: string) => `honest-majority:worker:${room}:${slot}`;

/** The token goes in the fragment, which no request holds. */
export function secureAddress(
  { hostname, pathname, search }: Pick<Location, "hostname" | "pathname" | "search">,
  port: number,
  token: string | undefined,
): string {
  const worker = token === undefined ? "" : `#worker=${encodeURIComponent(token)}`;
  return `https://${hostname}:${port}${pathname}${search}${worker}`;
}

/** Keeps a token that came with the address, and takes it out of the address bar. The browser's history has the address already. */
export function readWorkerFragment(
  room: string,
  { hash, pathname, search }: Pick<Location, "hash" | "pathname" | "search">,
  history: Pick<History, "replaceState">,
  storage: Pick<KeptTexts, "keep"> = tabStorage,
): void {
  const token = new URLSearchParams(hash.replace(/^#/, "")).get("worker");
  if (token === null) return;
  storage.keep(tokenKey(room, "tab"), token);
  history.replaceState(null, "", pathname + search);
}
