/** Counts the answers that are being sent, and refuses those that would be too many. */
import type { ServerResponse } from "node:http";
import { LIMITS, RECORDS_PER_ADDRESS } from "@honest-majority/protocol";
import { Tally } from "../sockets/tally";
import type { Counted } from "./reply";

export class UnderWay {
  readonly #records = new Tally({ perAddress: RECORDS_PER_ADDRESS, inAll: LIMITS.recordResponses.most });
  readonly #shards: Tally;
  /** By token, a function that ends the answer with this worker's shard. */
  readonly #cuts = new Map<string, () => void>();

  constructor({ shardsPerAddress }: { shardsPerAddress: number }) {
    this.#shards = new Tally({ perAddress: shardsPerAddress, inAll: LIMITS.shardResponses.most });
  }

  /** Counts the answer until it is sent or cut. Returns a sentence when there are too many. */
  refuses(response: ServerResponse, counted: Counted): string | undefined {
    return counted.kind === "record"
      ? this.#refusesRecord(response, counted)
      : this.#refusesShard(response, counted);
  }

  /** Those to this machine have a limit as well: any page in its browser may ask for them. */
  #refusesRecord(
    response: ServerResponse,
    { address = "this machine" }: Extract<Counted, { kind: "record" }>,
  ): string | undefined {
    const full = this.#records.full(address);
    if (full !== undefined) {
      const { perAddress, inAll } = this.#records.limits;
      const whose = full === "address" ? `to this address (${perAddress})` : `(${inAll})`;
      return `as many records ${whose} are being sent as may be at a time: try again in a second`;
    }
    response.once("close", this.#records.add(address));
    return undefined;
  }

  #refusesShard(
    response: ServerResponse,
    { token, address }: Extract<Counted, { kind: "shard" }>,
  ): string | undefined {
    this.#cuts.get(token)?.(); // its reader has probably gone: a phone that changed its network asks again
    const full = this.#shards.full(address);
    if (full !== undefined) {
      const { perAddress, inAll } = this.#shards.limits;
      const whose = full === "address" ? `to this address (${perAddress})` : `(${inAll})`;
      return `as many workers' data ${whose} are being sent as may be at a time: try again in a second`;
    }
    const done = this.#shards.add(address);
    const end = () => {
      done();
      if (this.#cuts.get(token) === cut) this.#cuts.delete(token);
    };
    const cut = () => {
      end();
      response.destroy();
    };
    this.#cuts.set(token, cut);
    response.once("close", end);
    return undefined;
  }
}
