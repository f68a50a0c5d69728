/** Counts what peers hold, by address and in all, and refuses more than both may be. */
export interface TallyLimits {
  perAddress: number;
  inAll: number;
}

export class Tally {
  readonly limits: TallyLimits;
  readonly #byAddress = new Map<string, number>();
  #inAll = 0;

  constructor(limits: TallyLimits) {
    this.limits = limits;
  }

  /** Which limit one more of this address would pass. An address of undefined is this machine's own, which has none. */
  full(address: string | undefined): "address" | "all" | undefined {
    if (address === undefined) return undefined;
    if ((this.#byAddress.get(address) ?? 0) >= this.limits.perAddress) return "address";
    return this.#inAll >= this.limits.inAll ? "all" : undefined;
  }

  /** As `full`, after others have given way: `giveWay` frees a place, of this address where one is given; false when it cannot. */
  fullAfter(
    address: string | undefined,
    giveWay: (address?: string) => boolean,
  ): "address" | "all" | undefined {
    for (;;) {
      const full = this.full(address);
      if (full === undefined || !giveWay(full === "address" ? address : undefined)) return full;
    }
  }

  /** Counts one more, until the returned function is called. */
  add(address: string | undefined): () => void {
    if (address === undefined) return () => {};
    this.#count(address, 1);
    let held = true;
    return () => {
      if (held) this.#count(address, -1);
      held = false;
    };
  }

  #count(address: string, by: 1 | -1): void {
    const now = (this.#byAddress.get(address) ?? 0) + by;
    if (now === 0) this.#byAddress.delete(address);
    else this.#byAddress.set(address, now);
    this.#inAll += by;
  }
}
