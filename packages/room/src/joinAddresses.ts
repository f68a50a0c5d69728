/** The addresses at which a class joins, and which of them its teacher chose. */
import { type Answer, type JoinAddress, quoted, refuse } from "@honest-majority/protocol";

export class JoinAddresses {
  /** The machine's addresses now: a laptop changes its network. */
  readonly #found: () => readonly JoinAddress[];
  readonly #changed: () => void;
  #chosen: string | undefined;

  constructor(found: () => readonly JoinAddress[], changed: () => void) {
    this.#found = found;
    this.#changed = changed;
  }

  /** The chosen one first, as long as it is there. */
  get list(): JoinAddress[] {
    const found = this.#found();
    const isChosen = ({ host }: JoinAddress) => host === this.#chosen;
    return [...found.filter(isChosen), ...found.filter((one) => !isChosen(one))];
  }

  choose(host: string): Answer {
    const hosts = this.#found().map((one) => one.host);
    if (!hosts.includes(host))
      return refuse(
        "malformed",
        `${quoted(host)} is no address of the coordinator: it has ${hosts.join(", ")}`,
      );
    this.#chosen = host;
    this.#changed();
    return { ok: true };
  }
}
