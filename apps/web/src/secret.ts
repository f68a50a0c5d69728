/**
 * The teacher's token, which is kept in this tab. It comes from the coordinator once, for an address that works once; or in
 * the fragment of an address that `--print-key` prints.
 */
import { type KeptTexts, tabStorage } from "./ui/storage";

const TOKEN_KEY = "honest-majority:instructor";
const ROOM_KEY = "honest-majority:room";

/** Parses `#token=…&room=…`, or the bare token. */
export function parseFragment(hash: string): { token?: string; room?: string } {
  const text = hash.replace(/^#/, "");
  if (text === "") return {};
  if (!text.includes("=")) return { token: decodeURIComponent(text) };
  const fields = new URLSearchParams(text);
  return { token: fields.get("token") ?? undefined, room: fields.get("room") ?? undefined };
}

/** Keeps a token found in the address, and takes it out of the address bar. The browser's history has the address already. */
export function readSecretFragment(
  { hash, pathname, search }: Pick<Location, "hash" | "pathname" | "search">,
  history: Pick<History, "replaceState">,
  storage: Pick<KeptTexts, "keep"> = tabStorage,
): void {
  const { token, room } = parseFragment(hash);
  if (!token) return;
  storage.keep(TOKEN_KEY, token);
  if (room) storage.keep(ROOM_KEY, room);
  history.replaceState(null, "", pathname + search);
}

/**
 * On the page of an address that works once: asks for the key, keeps it, and goes on as the dashboard. Returns why there is
 * none; undefined on every other page. @throws if the coordinator does not answer; the page may be loaded again then.
 */
export async function takeKeyOnce(
  { pathname }: Pick<Location, "pathname">,
  history: Pick<History, "replaceState">,
  { ask = fetch, storage = tabStorage }: { ask?: typeof fetch; storage?: Pick<KeptTexts, "keep"> } = {},
): Promise<string | undefined> {
  if (!pathname.startsWith("/open/")) return undefined;
  const answer = await ask(pathname, { method: "POST" });
  const { token, room, detail } = (await answer.json().catch(() => ({}))) as Record<string, unknown>;
  if (typeof token !== "string" || typeof room !== "string")
    return typeof detail === "string" ? detail : `The coordinator answered with status ${answer.status}.`;
  storage.keep(TOKEN_KEY, token);
  storage.keep(ROOM_KEY, room);
  history.replaceState(null, "", "/");
  return undefined;
}

export function instructorSecret(): { token: string; room?: string } | undefined {
  const token = tabStorage.read(TOKEN_KEY);
  return token === undefined ? undefined : { token, room: tabStorage.read(ROOM_KEY) };
}

export function forgetSecret(): void {
  tabStorage.keep(TOKEN_KEY, undefined);
  tabStorage.keep(ROOM_KEY, undefined);
}
