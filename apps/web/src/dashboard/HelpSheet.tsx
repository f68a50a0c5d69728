import { TROUBLES } from "@honest-majority/lessons";
import { Sentence } from "../ui/Sentence";

/** What goes wrong in a class, and what to do. All of it is open: a teacher reads it while a class waits. */
export function HelpSheet() {
  return (
    <div className="help-list">
      {TROUBLES.map(({ id, what, byItself, remedy }) => (
        <section key={id} aria-labelledby={`help-${id}`}>
          <h3 id={`help-${id}`}>{what}</h3>
          <p>
            <strong>Do: </strong>
            <Sentence>{remedy}</Sentence>
          </p>
          <p className="muted">
            <Sentence>{byItself}</Sentence>
          </p>
        </section>
      ))}
    </div>
  );
}
