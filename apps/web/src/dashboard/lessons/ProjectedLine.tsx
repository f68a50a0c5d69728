import { Sentence } from "../../ui/Sentence";
import { useCommands } from "../commands";

/** What the projector still shows of a lesson that is not open here, such as after the dashboard was opened again. */
export function ProjectedLine({ says }: { says: string }) {
  const { setClass } = useCommands();
  return (
    <section className="projected-line" aria-label="On the projector">
      <p>
        <strong>The projector shows:</strong> <Sentence>{says}</Sentence>
      </p>
      <button type="button" className="button small-button" onClick={() => void setClass({ says: "" })}>
        Clear
      </button>
    </section>
  );
}
