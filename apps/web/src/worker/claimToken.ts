/**
 * Tells whether a live tab uses a worker's token. A duplicated tab has a copy of its original's storage: if both joined with
 * the token in it, each would take the worker from the other. No answer is certain, as when a phone has frozen the other tab;
 * then the coordinator tells the tab that lost the worker, and that tab joins as a new one.
 */

export interface Claim {
  release(): void;
}

export interface ClaimEnv {
  /** Undefined where the page is not a secure context: over plain http, as in most classrooms. */
  locks?: Pick<LockManager, "request">;
  /** Throws where there are no channels. */
  openChannel(name: string): BroadcastChannel;
}

/** How long to wait for a lock: a page that is being reloaded holds its own for a moment longer. */
const LOCK_MS = 1_000;
/** How long to wait for the answer of another tab. */
const ANSWER_MS = 400;
const WHOSE = "whose";
const MINE = "mine";

/** Holds the token for this tab until it is released or the tab is closed; undefined while another tab holds it. */
export async function claimToken(token: string, env: ClaimEnv = browserEnv()): Promise<Claim | undefined> {
  const name = `honest-majority:worker:${token}`;
  const { locks, openChannel } = env;
  if (locks !== undefined) {
    try {
      return await claimLock(locks, name);
    } catch {
      // refused, as where site data is blocked
    }
  }
  try {
    return await claimByAsking(openChannel(name));
  } catch {
    return { release() {} };
  }
}

function claimLock(locks: NonNullable<ClaimEnv["locks"]>, name: string): Promise<Claim | undefined> {
  return new Promise((resolve, reject) => {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), LOCK_MS);
    const holding = () => {
      clearTimeout(timer);
      return new Promise<void>((release) => resolve({ release }));
    };
    locks.request(name, { signal: patience.signal }, holding).catch((error: unknown) => {
      clearTimeout(timer);
      if (patience.signal.aborted) resolve(undefined);
      else reject(error);
    });
  });
}

/** On a channel of this token's own, a tab asks first, and then answers those that ask. */
async function claimByAsking(channel: BroadcastChannel): Promise<Claim | undefined> {
  const taken = await new Promise<boolean>((resolve) => {
    channel.onmessage = ({ data }) => data === MINE && resolve(true);
    setTimeout(() => resolve(false), ANSWER_MS);
    channel.postMessage(WHOSE);
  });
  if (taken) {
    channel.close();
    return undefined;
  }
  channel.onmessage = ({ data }) => data === WHOSE && channel.postMessage(MINE);
  return { release: () => channel.close() };
}

function browserEnv(): ClaimEnv {
  return { locks: navigator.locks, openChannel: (name) => new BroadcastChannel(name) };
}
