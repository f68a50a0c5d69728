/** Bounds how many messages one request of a polling connection brings: Engine.IO makes an object of each before it looks at the first. */
import { LIMITS, type Refusal, refuse } from "@honest-majority/protocol";

/** What a transport splits a body with; Engine.IO does not document it. */
interface Splitting {
  parser?: { decodePayload(body: string): unknown[] };
}

const SEPARATOR = "\x1e";

/** `cut` is called instead of the messages of a body that has too many. */
export function limitPackets(transport: object, cut: (reason: Refusal) => void): void {
  const splitting: Splitting = transport;
  const { parser } = splitting;
  const { most } = LIMITS.packets;
  if (parser === undefined) return;
  splitting.parser = {
    ...parser,
    decodePayload(body) {
      if (!hasMore(body, most)) return parser.decodePayload(body);
      cut(refuse("too-many", `a request may bring at most ${most} messages; the last one had more`));
      return [];
    },
  };
}

function hasMore(body: string, most: number): boolean {
  let at = -1;
  for (let count = 0; count < most; count++) {
    at = body.indexOf(SEPARATOR, at + 1);
    if (at < 0) return false;
  }
  return true;
}
