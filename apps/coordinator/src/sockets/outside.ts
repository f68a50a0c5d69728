/** What a socket's connection is to the outside: its address, how its messages travel, and why it was cut. */
import { refuse } from "@honest-majority/protocol";
import type { Outside } from "@honest-majority/serving";
import type { Handshake } from "./callerAddress";
import type { Connection, ConnectionGuard } from "./connectionGuard";
import type { Strangers } from "./strangers";
import type { Tally, TallyLimits } from "./tally";

export interface OutsideParts {
  guard: ConnectionGuard;
  strangers: Strangers<Connection>;
  /** Those that watch a room without the teacher's key. */
  watchers: Tally;
  maxMessageBytes: number;
  /** The address that a connection counts for. */
  addressOf: (handshake: Handshake) => string | undefined;
}

/** Of socket.io. */
export interface OutsideSocket {
  handshake: Handshake;
  /** The connection below the socket; it starts by polling and may be upgraded. */
  conn: Connection;
  on(event: "disconnect", listener: () => void): unknown;
}

export function outsideOf(
  socket: OutsideSocket,
  { guard, strangers, watchers, maxMessageBytes, addressOf }: OutsideParts,
): Outside {
  const { handshake, conn } = socket;
  const address = addressOf(handshake);
  return {
    address,
    onTransport(tell) {
      tell(conn.transport.name);
      const upgraded = ({ name }: { name: string }) => tell(name);
      conn.on("upgrade", upgraded);
      // the connection may outlive the socket, and have others after it
      socket.on("disconnect", () => conn.off("upgrade", upgraded));
    },
    namedRoom: () => strangers.named(conn),
    takePlace(as) {
      const full = as === "watcher" ? watchers.full(address) : undefined;
      if (full !== undefined) return tooManyWatch(full, watchers.limits);
      const leaves = [
        strangers.hold(conn),
        ...(as === "worker" ? [guard.admit(conn)] : []),
        ...(as === "watcher" ? [watchers.add(address)] : []),
      ];
      return {
        ok: true,
        leave() {
          for (const each of leaves) each();
        },
      };
    },
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

function tooManyWatch(full: "address" | "all", { perAddress, inAll }: TallyLimits) {
  const whose = full === "address" ? `${perAddress} pages of this address` : `${inAll} pages`;
  return refuse(
    "too-many",
    `${whose} watch without the teacher's key, and no more may: close one of them, or open this one with the key`,
  );
}
