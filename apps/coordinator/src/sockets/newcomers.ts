/** New connections of workers and watchers: of one address so many a second, each after those before it. */
import type { IncomingMessage } from "node:http";
import { NEWCOMER_PATIENCE_SECONDS } from "@honest-majority/protocol";
import { Pace, type PaceLimits } from "@honest-majority/serving";

export class Newcomers {
  readonly #pace: Pace;

  constructor(rate: PaceLimits) {
    this.#pace = new Pace(rate, () => performance.now());
  }

  /** Calls `decide` when it is the request's turn, with why it has none if so. */
  wait(
    { socket }: Pick<IncomingMessage, "socket">,
    address: string | undefined,
    decide: (problem?: string) => void,
  ): void {
    const wait = this.#pace.take(address, 1, NEWCOMER_PATIENCE_SECONDS * 1_000);
    if (wait === 0) decide();
    else if (wait === undefined)
      decide("more connections of this address wait than can be opened: try again in a few seconds");
    else {
      const ignore = () => {};
      socket.on("error", ignore); // of an upgrade, one without a listener ends the process
      setTimeout(() => {
        decide(socket.destroyed ? "the connection is gone" : undefined);
        socket.off("error", ignore);
      }, wait);
    }
  }
}
