import { PAGES } from "@honest-majority/lessons";
import { PACES, type Pace } from "@honest-majority/protocol";
import { sitePageAddress } from "../../router";
import { IS_SITE } from "../../site";
import { Icon } from "../../ui/Icon";
import { Menu, MenuItem } from "../../ui/Menu";
import { useCommands } from "../commands";
import { usePlace } from "../place";
import { useDashboard, useRoom, useShowsTruth } from "../store";
import { hideTruth, openSheet } from "../view";
import { BatchSizeItem } from "./BatchSizeItem";
import { CopyLink } from "./CopyLink";
import { SaveRunItem } from "./SaveRunItem";
import { useRunControl } from "./useRunControl";

/** What is needed less often than the bar's buttons; where the bar is narrow, those too. */
export function MoreMenu() {
  const { room } = useRoom();
  const place = usePlace();
  const { step, closeRound, again, reset } = useRunControl();
  const { setClass } = useCommands();
  const pace = useDashboard((state) => state.class.pace);
  const revealed = useDashboard((state) => state.class.revealed);
  const shows = useShowsTruth();
  const act = (action: (() => void) | undefined) => ({ disabled: !action, onSelect: action ?? (() => {}) });
  return (
    <Menu label="More" button={<Icon name="more" />} className="button icon-only">
      <MenuItem className="narrow-only" {...act(step)}>
        Step
      </MenuItem>
      <MenuItem className="narrow-only" {...act(again)}>
        Again, everybody honest
      </MenuItem>
      <MenuItem className="narrow-only" onSelect={() => openSheet("lessons")}>
        Lessons
      </MenuItem>
      <MenuItem className="narrow-only" onSelect={() => openSheet("settings")}>
        Settings
      </MenuItem>
      <fieldset className="menu-group narrow-only">
        <legend>Pace</legend>
        {Object.entries(PACES).map(([key, { name }]) => (
          <MenuItem key={key} pressed={key === pace} onSelect={() => void setClass({ pace: key as Pace })}>
            {name}
          </MenuItem>
        ))}
      </fieldset>
      <hr className="narrow-only" />
      <AgainKeepingRoles />
      <MenuItem {...act(closeRound)}>Close this round</MenuItem>
      <MenuItem {...act(reset)}>Reset to the lobby</MenuItem>
      <MenuItem onSelect={() => openSheet("vote")}>Ask the class</MenuItem>
      <hr />
      <MenuItem disabled={revealed} pressed={!shows} onSelect={() => hideTruth(shows)}>
        Hide roles on this screen
      </MenuItem>
      {place === "coordinator" && (
        <a className="menu-item" href={`/projector/${room}`} target="_blank" rel="noreferrer">
          Open the projector page
        </a>
      )}
      {place === "coordinator" && (
        <a className="menu-item" href={`/history/${room}`}>
          History of this class
        </a>
      )}
      <SaveRunItem />
      <CopyLink />
      <a
        className="menu-item"
        href={sitePageAddress("coordinator-view", IS_SITE)}
        target="_blank"
        rel="noreferrer"
      >
        {PAGES["coordinator-view"]}
      </a>
      <BatchSizeItem />
      <hr />
      <MenuItem onSelect={() => openSheet("find")}>Find a worker</MenuItem>
      <MenuItem onSelect={() => openSheet("keys")}>Keys</MenuItem>
      <MenuItem onSelect={() => openSheet("help")}>When something goes wrong</MenuItem>
    </Menu>
  );
}

function AgainKeepingRoles() {
  const { again } = useCommands();
  const isUsable = useDashboard(
    ({ run, connection }) => run.phase !== "lobby" && connection.kind === "watching",
  );
  return (
    <MenuItem disabled={!isUsable} onSelect={() => void again(true)}>
      Again, with the same roles
    </MenuItem>
  );
}
