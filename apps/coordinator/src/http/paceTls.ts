/** Begins TLS with one address only so many times a second: each time takes the coordinator's thread for milliseconds. */
import type { Server as SecureServer } from "node:https";
import type { Socket } from "node:net";
import { NEWCOMER_PATIENCE_SECONDS } from "@honest-majority/protocol";
import { Pace, type PaceLimits } from "@honest-majority/serving";

/** Call it before others listen for connections. What a client sends meanwhile stays in its wire. */
export function paceTls(
  server: SecureServer,
  { rate, addressOf }: { rate: PaceLimits; addressOf: (remote: string) => string | undefined },
): void {
  const pace = new Pace(rate, () => performance.now());
  const listeners = server.listeners("connection");
  server.removeAllListeners("connection");
  const begin = (wire: Socket) => {
    for (const listener of listeners) listener.call(server, wire);
  };
  server.on("connection", (wire: Socket) => {
    const wait = pace.take(addressOf(wire.remoteAddress ?? ""), 1, NEWCOMER_PATIENCE_SECONDS * 1_000);
    if (wait === 0) begin(wire);
    else if (wait === undefined) wire.destroy();
    else {
      wire.on("error", () => {}); // one without a listener ends the process
      setTimeout(() => wire.destroyed || begin(wire), wait);
    }
  });
}
