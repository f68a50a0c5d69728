import type { RunRecord } from "@honest-majority/records";
import { createContext, useContext } from "react";
import { arrived } from "../../load/arrived";
import { replayAddress } from "../../router";
import { IS_SITE } from "../../site";
import { MenuItem } from "../../ui/Menu";
import { useDashboard } from "../store";

const WholeRunContext = createContext<(() => Promise<RunRecord>) | undefined>(undefined);
/** For a room in this page, which has no disk: gets all of its current run. */
export const WholeRunProvider = WholeRunContext.Provider;

/** Saves the run of a room in this page as a file, and opens such a file. Nothing where a coordinator keeps the records. */
export function SaveRunItem() {
  const wholeRun = useContext(WholeRunContext);
  const hasRounds = useDashboard(({ columns }) => columns.length > 0);
  if (wholeRun === undefined) return null;
  async function save(whole: () => Promise<RunRecord>) {
    try {
      const record = await whole();
      const { saveRecord } = await arrived(() => import("../../replay/saveRecord"));
      saveRecord(record, { names: true });
    } catch (error) {
      useDashboard.setState({ notice: error instanceof Error ? error.message : String(error) });
    }
  }
  return (
    <>
      <MenuItem disabled={!hasRounds} onSelect={() => void save(wholeRun)}>
        Save this run
      </MenuItem>
      <a className="menu-item" href={replayAddress(IS_SITE)} target="_blank" rel="noreferrer">
        Replay a saved run
      </a>
    </>
  );
}
