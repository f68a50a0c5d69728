import { arrived } from "../../load/arrived";
import { sitePageAddress } from "../../router";
import { IS_SITE } from "../../site";
import { MenuItem } from "../../ui/Menu";
import { useCommands } from "../commands";
import { useDashboard, useRoom, useShowsTruth } from "../store";

/** Opens the page about batch sizes, with what this run tells of its constants. Not where roles are hidden: it tells their number. */
export function BatchSizeItem() {
  const { config } = useRoom();
  const { wholeRounds } = useCommands();
  const showsTruth = useShowsTruth();
  const hasRounds = useDashboard(({ columns }) => columns.length > 0);
  async function open() {
    const page = window.open("", "_blank"); // at once: later, a browser would take it for a pop-up
    if (page) page.opener = null;
    const rounds = (hasRounds && (await wholeRounds())) || [];
    const { addressQuery, measuredIn } = await arrived(() => import("../../batchSize/records"));
    const run = measuredIn(config, rounds, "");
    const address = new URL(
      sitePageAddress("batch-size", IS_SITE, run && addressQuery(run)),
      document.baseURI,
    );
    (page ?? window).location.assign(address);
  }
  return (
    <MenuItem disabled={!showsTruth} onSelect={() => void open()}>
      Batch size by this run
    </MenuItem>
  );
}
