/** Loads the plugins of the coordinator that serves this page, so that this page knows their methods too. */
import { loadPlugins } from "@honest-majority/protocol";
import { z } from "zod";
import { arrived, NotArrived } from "./load/arrived";
import { IS_SITE } from "./site";

const RETRY_MS = 1_500;
const List = z.object({ plugins: z.array(z.string()) });

let loading: Promise<void> | undefined;

/**
 * Resolves when all plugins are registered. Tries again while the coordinator is unreachable.
 *
 * @throws UserError that names the plugin and the error.
 * @throws NotArrived when one did not come.
 */
export function pluginsLoaded(): Promise<void> {
  loading ??= (IS_SITE ? Promise.resolve<string[]>([]) : listPlugins()).then(async (addresses) => {
    await Promise.all(addresses.map(fetched));
    await loadPlugins(addresses); // registers each once, so it is not tried again
  });
  return loading;
}

/** A module that has arrived once is not asked for again by this page. One that throws is left to `loadPlugins`. */
async function fetched(address: string): Promise<void> {
  await arrived(() => import(/* @vite-ignore */ address)).catch((error: unknown) => {
    if (error instanceof NotArrived) throw error;
  });
}

async function listPlugins(): Promise<string[]> {
  for (;;) {
    const response = await fetch("/api/plugins", { cache: "no-store" }).catch(() => undefined);
    if (response?.ok) return List.parse(await response.json()).plugins;
    if (response?.status === 404) return []; // an older coordinator without plugins
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}
