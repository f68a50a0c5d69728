import type { ShownPictures } from "@honest-majority/protocol";
import { ShownPairs } from "../dashboard/pictures/ShownPairs";
import "../style/shownPictures.css";

/** What a student shows to the class, in place of the chart; not whose it is. */
export function ProjectorPictures({ shown }: { shown: ShownPictures }) {
  return (
    <section
      className="card projector-pictures"
      data-testid="projector-pictures"
      aria-labelledby="shown-title"
    >
      <h2 id="shown-title">What one update gave away</h2>
      <p>Left the true picture, right what was computed from the update.</p>
      <ShownPairs shown={shown} />
    </section>
  );
}
