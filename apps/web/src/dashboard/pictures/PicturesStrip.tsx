import { Name } from "../../ui/Name";
import { useCommands } from "../commands";
import { useDashboard } from "../store";
import { openSheet } from "../view";
import "../../style/shownPictures.css";

/** That students show pictures, in one line. The pictures themselves wait for a click: others may see this screen. */
export function PicturesStrip() {
  const shown = useDashboard((state) => state.shown);
  const projected = shown.find((each) => each.projected);
  const name = useDashboard(({ workers }) => workers[projected?.worker ?? ""]?.name);
  const { projectPictures } = useCommands();
  return (
    <section className="pictures-strip" data-testid="pictures-strip" aria-label="Pictures that students show">
      <strong role="status">
        {shown.length === 1 ? "One student shows" : `${shown.length} students show`} what an update gave away
      </strong>
      {projected !== undefined && (
        <span className="muted">
          On the projector: <Name>{name ?? ""}</Name>
        </span>
      )}
      <span className="button-row">
        <button type="button" className="button small-button" onClick={() => openSheet("pictures")}>
          Look at it
        </button>
        {projected !== undefined && (
          <button type="button" className="button small-button" onClick={() => void projectPictures()}>
            Take it off the projector
          </button>
        )}
      </span>
    </section>
  );
}
