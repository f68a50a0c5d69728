import { join } from "node:path";
import { createServer } from "vite";
import { launchCoordinator } from "../coordinator/launch";
import { REPOSITORY } from "../repository";

export interface DevOptions {
  /** Flags of `start`. */
  args?: readonly string[];
  /** The port of the pages; the next free one if it is taken. */
  port?: number;
  /** Receives what the coordinator prints after its start. */
  print?: (text: string) => void;
}

export interface Dev {
  readonly room: string;
  /** Where the pages are. */
  readonly url: string;
  /** The coordinator's own address. */
  readonly coordinatorUrl: string;
  /** Holds the key to the room. */
  readonly dashboardUrl: string;
  /** Ends both, and removes the records. */
  close(): Promise<void>;
}

/** The pages from their sources, with hot reload, and a coordinator behind them, with temporary records. */
export async function startDev({ args = [], port = 5173, print }: DevOptions = {}): Promise<Dev> {
  const coordinator = await launchCoordinator({ args, print });
  try {
    const behind = coordinator.url.replace("localhost", "127.0.0.1");
    const server = await createServer({
      configFile: join(REPOSITORY, "vite.config.ts"),
      root: join(REPOSITORY, "apps/web"),
      logLevel: "warn",
      server: {
        host: "127.0.0.1",
        port,
        proxy: { "/api": behind, "/socket.io": { target: behind, ws: true } },
      },
    });
    await server.listen();
    const [url] = server.resolvedUrls!.local.map((address) => address.replace(/\/$/, ""));
    const { room, token } = coordinator;
    return {
      room,
      url,
      coordinatorUrl: behind,
      dashboardUrl: `${url}/#token=${token}&room=${room}`,
      async close() {
        await server.close();
        await coordinator.stop();
      },
    };
  } catch (error) {
    await coordinator.stop();
    throw error;
  }
}
