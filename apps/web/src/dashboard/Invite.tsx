import type { JoinAddress } from "@honest-majority/protocol";
import { lazyPart } from "../ui/lazyPart";
import { NO_NETWORK, typedAddress } from "./joins";
import { NetworkChoice } from "./NetworkChoice";

/** Shown before the first round, and when asked for. */
const QrCode = lazyPart(async () => (await import("./QrCode")).QrCode, <div className="qr" />);

export interface InviteProps {
  room: string;
  joins: readonly JoinAddress[];
}

/** The room code, the join address and its QR code, which a class reads from the projector. */
export function Invite({ room, joins }: InviteProps) {
  const [first, ...others] = joins;
  const reachesOthers = first !== undefined && first.reach !== "machine";
  const more = [first?.secureUrl ?? [], others.flatMap(({ url, secureUrl = [] }) => [url, secureUrl])].flat(
    2,
  );
  return (
    <div className="invite">
      {reachesOthers && <QrCode text={first.url} />}
      <div className="invite-words">
        <p className="muted">{reachesOthers ? "Scan, or open" : NO_NETWORK}</p>
        {first !== undefined && (
          <p className="join-url">
            <a href={first.url} target="_blank" rel="noreferrer">
              {typedAddress(first)}
            </a>
          </p>
        )}
        {joins.length > 1 && <NetworkChoice joins={joins} />}
        {more.length > 0 && (
          <details>
            <summary>Other addresses</summary>
            <ul className="small">
              {more.map((url) => (
                <li key={url}>
                  <a href={url} target="_blank" rel="noreferrer">
                    {url}
                  </a>
                </li>
              ))}
            </ul>
          </details>
        )}
        <p className="muted">Room code</p>
        <p className="big-code">{room}</p>
      </div>
    </div>
  );
}
