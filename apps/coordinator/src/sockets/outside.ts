/** What a socket's connection is to the outside: its address, how its messages travel, and why it was cut. */
import { refuse } from "@honest-majority/protocol";
import type { Outside } from "@honest-majority/serving";
import type { Handshake } from "./callerAddress";
import type { Connection, ConnectionGuard } from "./connectionGuard";
import type { Strangers } from "./strangers";

export interface OutsideParts {
  guard: ConnectionGuard;
  strangers: Strangers<Connection>;
  maxMessageBytes: number;
  /** The address that a connection counts for. */
  addressOf: (handshake: Handshake) => string | undefined;
}

/** `conn`: the connection below the socket; it starts by polling and may be upgraded. */
export function outsideOf(
  { handshake, conn }: { handshake: Handshake; conn: Connection },
  { guard, strangers, maxMessageBytes, addressOf }: OutsideParts,
): Outside {
  return {
    address: addressOf(handshake),
    onTransport(tell) {
      tell(conn.transport.name);
      conn.on("upgrade", ({ name }) => tell(name));
    },
    namedRoom: () => strangers.remove(conn),
    admit: () => guard.admit(conn),
    whyCut: (description) => (isTooLong(description) ? tooLong(maxMessageBytes) : guard.whyCut(conn)),
  };
}

/** socket.io passes on the error of `ws` as a text. If its words change, the test in hostile.test.ts fails. */
function isTooLong(description: unknown): boolean {
  return description instanceof Error && description.message.includes("Max payload size exceeded");
}

function tooLong(maxMessageBytes: number) {
  const limit = `a message may have at most ${maxMessageBytes} bytes`;
  return refuse("too-large", `${limit}; the last one had more, so the connection was cut`);
}
