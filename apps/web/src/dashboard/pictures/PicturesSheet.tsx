import type { ShownPictures } from "@honest-majority/protocol";
import { Name } from "../../ui/Name";
import { useCommands } from "../commands";
import { useDashboard } from "../store";
import { ShownPairs } from "./ShownPairs";

/** The pictures of every student who shows some, and a button that puts them on the projector. */
export function PicturesSheet() {
  const shown = useDashboard((state) => state.shown);
  if (shown.length === 0) return <p>No student shows pictures any more.</p>;
  return (
    <>
      <p className="small muted">
        Each student chose to show these. Left the true picture, right the one computed from the update. They
        are gone when the student takes them back.
      </p>
      <ul className="shown-students">
        {shown.map((each) => (
          <Student key={each.id} shown={each} />
        ))}
      </ul>
    </>
  );
}

function Student({ shown }: { shown: ShownPictures }) {
  const name = useDashboard(({ workers }) => workers[shown.worker ?? ""]?.name ?? "");
  const isSecret = useDashboard((state) => state.class.secret && !state.class.revealed);
  const { projectPictures } = useCommands();
  const { id, projected } = shown;
  return (
    <li>
      <h3>
        <Name>{name}</Name>
      </h3>
      <ShownPairs shown={shown} />
      <button
        type="button"
        className="button small-button"
        disabled={isSecret}
        onClick={() => void projectPictures(projected ? undefined : id)}
      >
        {projected ? "Take it off the projector" : "Show on the projector"}
      </button>
      {isSecret && (
        <p className="small muted">Roles are secret, and pictures may tell one: reveal the roles first.</p>
      )}
    </li>
  );
}
