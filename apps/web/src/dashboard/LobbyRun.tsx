/** What will be trained, and the way to change it. */
export function LobbyRun({ run, onSettings }: { run: string; onSettings(): void }) {
  return (
    <>
      <p className="small muted">{run}</p>
      <button type="button" className="button" onClick={onSettings}>
        Choose what to train
      </button>
    </>
  );
}
