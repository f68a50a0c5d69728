/**
 * Loads the page again when its code did not arrive. Not an `import()` again: some browsers keep a failed one for as long as
 * the page lives, and after an update of the coordinator the code has other names.
 */

/** Before each reload. */
const WAITS_MS = [500, 1_000, 2_000];
const PROBE_MS = 1_500;

export interface ReloadEnv {
  history: Pick<History, "state" | "replaceState">;
  reload(): void;
  /** Whether the page's server answers at all. */
  answers(): Promise<boolean>;
  sleep(ms: number): Promise<void>;
}

/** Whether the page is being loaded again; false when that was tried often enough. Waits until the server answers. */
export async function reloadSoon({ history, reload, answers, sleep }: ReloadEnv = browserEnv()) {
  const reloads = reloadsIn(history.state);
  if (reloads >= WAITS_MS.length) {
    forgetReloads(history); // a person who presses "Reload" gets all tries again
    return false;
  }
  await sleep(WAITS_MS[reloads]);
  while (!(await answers())) await sleep(PROBE_MS); // a reload now would end at the browser's own error page
  history.replaceState({ ...history.state, reloads: reloads + 1 }, "");
  reload();
  return true;
}

/** The page has arrived. */
export function forgetReloads(history: ReloadEnv["history"] = window.history): void {
  if (reloadsIn(history.state) > 0) history.replaceState({ ...history.state, reloads: 0 }, "");
}

/** In the history's state, because it outlives a reload and needs no storage. */
function reloadsIn(state: unknown): number {
  if (typeof state !== "object" || state === null || !("reloads" in state)) return 0;
  return typeof state.reloads === "number" ? state.reloads : 0;
}

function browserEnv(): ReloadEnv {
  return {
    history: window.history,
    reload: () => location.reload(),
    answers: () =>
      fetch("/healthz", { cache: "no-store" }).then(
        () => true, // also a refusal: the page may come from another server, without this path
        () => false,
      ),
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  };
}
