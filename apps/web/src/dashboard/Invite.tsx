import { lazyPart } from "../ui/lazyPart";

/** Shown before the first round, and when asked for. */
const QrCode = lazyPart(async () => (await import("./QrCode")).QrCode, <div className="qr" />);

export interface InviteProps {
  room: string;
  joinUrls: readonly string[];
}

/** The room code, the join address and its QR code, which a class reads from the projector. */
export function Invite({ room, joinUrls }: InviteProps) {
  const [first, ...others] = joinUrls;
  return (
    <div className="invite">
      {first !== undefined && <QrCode text={first} />}
      <div className="invite-words">
        <p className="muted">
          {first === undefined
            ? "The coordinator is on no network: join on its own machine."
            : "Scan, or open"}
        </p>
        {first !== undefined && (
          <p className="join-url">
            <a href={first} target="_blank" rel="noreferrer">
              {first.replace(/^https?:\/\//, "")}
            </a>
          </p>
        )}
        {others.length > 0 && (
          <details>
            <summary>Other addresses</summary>
            <ul className="small">
              {others.map((url) => (
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
