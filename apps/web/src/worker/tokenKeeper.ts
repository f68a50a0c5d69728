/** Keeps a worker's token in this tab, and holds it while the worker runs here. */
import { type KeptTexts, tabStorage } from "../ui/storage";
import { type Claim, claimToken } from "./claimToken";

export interface TokenKeeper {
  /** The kept token; undefined if there is none, or if it is a copy of the token of another tab that is open. */
  take(): Promise<string | undefined>;
  /** Undefined deletes it. */
  keep(token: string | undefined): void;
  /** Another tab may hold the token from now on. It stays kept. */
  release(): void;
}

export function tokenKeeper(
  key: string,
  storage: KeptTexts = tabStorage,
  claim: (token: string) => Promise<Claim | undefined> = claimToken,
): TokenKeeper {
  let held: { token: string; claim: Promise<Claim | undefined> } | undefined;
  async function release(): Promise<void> {
    const former = held;
    held = undefined;
    (await former?.claim)?.release();
  }
  /** Asks only after it has released, so that this tab does not hear itself, as when a new Web Worker takes the token. */
  function hold(token: string) {
    const released = release();
    held = { token, claim: released.then(() => claim(token)) };
    return held.claim;
  }
  return {
    async take() {
      const token = storage.read(key);
      if (token === undefined || (await hold(token)) !== undefined) return token;
      storage.keep(key, undefined);
      return undefined;
    },
    keep(token) {
      storage.keep(key, token);
      if (token === undefined) void release();
      else if (held?.token !== token) void hold(token);
    },
    release: () => void release(),
  };
}
