import { type ReactNode, Suspense, useState } from "react";

/** A card that is closed at first. What is in it is loaded and rendered only while it is open. */
export function Folded({ title, children }: { title: string; children: () => ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <details className="folded" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{title}</summary>
      {open && <Suspense fallback={<p className="muted">loading</p>}>{children()}</Suspense>}
    </details>
  );
}
