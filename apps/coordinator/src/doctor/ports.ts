import { createServer } from "node:net";
import type { PortState } from "./findings";

/** Whether a port is free, and if not, whether a coordinator uses it. */
export async function portState(port: number, host: string, healthUrl?: string): Promise<PortState> {
  const code = await tryToListen(port, host);
  if (code === undefined) return "free";
  if (code === "EACCES") return "forbidden";
  return healthUrl !== undefined && (await isCoordinator(healthUrl)) ? "coordinator" : "taken";
}

/** The error's code; undefined when it worked. */
function tryToListen(port: number, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.on("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}

async function isCoordinator(healthUrl: string): Promise<boolean> {
  try {
    const answer = await fetch(healthUrl, { signal: AbortSignal.timeout(2000) });
    return "rooms" in ((await answer.json()) as object);
  } catch {
    return false; // another program
  }
}
