import type { ReactNode } from "react";

/** What will be trained, and the ways to change it; `children` are more of these. */
export function LobbyRun({
  run,
  onSettings,
  children,
}: {
  run: string;
  onSettings(): void;
  children?: ReactNode;
}) {
  return (
    <>
      <p className="small muted">{run}</p>
      <div className="button-row">
        {children}
        <button type="button" className="button" onClick={onSettings}>
          Choose what to train
        </button>
      </div>
    </>
  );
}
