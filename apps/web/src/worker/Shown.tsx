import type { LearnerView } from "@honest-majority/worker/view";

export interface ShownProps {
  shown: NonNullable<LearnerView["shown"]>;
  onTakeBack(): void;
}

/** What this worker shows to the class. It stands on the page as long as that is so. */
export function Shown({ shown: { pairs, round }, onTakeBack }: ShownProps) {
  return (
    <div className="notice shown-pictures" data-testid="shown">
      <p role="status">
        Your teacher’s screen has {pairs} {pairs === 1 ? "pair" : "pairs"} of your pictures, of round {round}.
      </p>
      <button type="button" className="button" onClick={onTakeBack}>
        Take {pairs === 1 ? "it" : "them"} back
      </button>
    </div>
  );
}
