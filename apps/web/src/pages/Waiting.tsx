import { useLater } from "../ui/useLater";

/** The delay of the text. Most pages load sooner, so that no text flashes. */
const SHOWN_AFTER_MS = 1_000;

/** Shown while a page's code and plugins load. */
export function Waiting() {
  const shown = useLater(SHOWN_AFTER_MS);
  return (
    <main className="narrow-page">
      <p role="status">{shown && "Waiting for the coordinator…"}</p>
    </main>
  );
}
