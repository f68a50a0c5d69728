import { useEffect, useState } from "react";

/** On a usual network a page is there sooner, and no text flashes. */
const SHOWN_AFTER_MS = 1_000;

/** While a page's code and its plugins are loaded. */
export function Waiting() {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), SHOWN_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <main className="narrow-page">
      <p role="status">{shown && "Waiting for the coordinator…"}</p>
    </main>
  );
}
