/** The teacher's token: read once from the fragment of the start-up address, then kept in this tab. */
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

/** Keeps a token found in the address, and takes it out of the address bar and the history. */
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

export function instructorSecret(): { token: string; room?: string } | undefined {
  const token = tabStorage.read(TOKEN_KEY);
  return token === undefined ? undefined : { token, room: tabStorage.read(ROOM_KEY) };
}

export function forgetSecret(): void {
  tabStorage.keep(TOKEN_KEY, undefined);
  tabStorage.keep(ROOM_KEY, undefined);
}
