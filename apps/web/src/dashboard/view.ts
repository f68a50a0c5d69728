/** The choices of the person at this screen, such as the selected worker. They are not sent to the coordinator. */
import { pageStore } from "../ui/pageStore";
import { browserStorage } from "../ui/storage";

export type SheetName =
  | "settings"
  | "invite"
  | "keys"
  | "find"
  | "vote"
  | "pictures"
  | "help"
  | "lessons"
  | "notes";

/** The panels of which a narrow screen shows one below the chart. */
export type NarrowPanel = "workers" | "rules" | "map";

/** The tabs of the panel beside the map. */
export type RuleTab = "rules" | "events" | "confusion";

export interface View {
  /** The open dialog. */
  sheet?: SheetName;
  /** Unset, the workers. */
  panel?: NarrowPanel;
  /** Unset, the rules. */
  tab?: RuleTab;
  /** The label of the arm whose confusion table is shown; unset, the first. */
  confusion?: string;
  /** The selected worker's id. */
  selected?: string;
  /** The worker that is pointed at, on its tile or on the map. */
  pointed?: string;
  /** The label of the arm that is pointed at. */
  pointedArm?: string;
  /** Hides roles on this screen; unset, in secret runs. */
  hideTruth?: boolean;
  /** Whether single keys act. */
  keys: boolean;
}

const KEYS = "honest-majority:keys";

export const useView = pageStore<View>({ keys: browserStorage.read(KEYS) !== "off" });

export const openSheet = (sheet: SheetName) => useView.setState({ sheet });
export const closeSheet = () => useView.setState({ sheet: undefined });
export const showPanel = (panel: NarrowPanel) => useView.setState({ panel });
export const showTab = (tab: RuleTab) => useView.setState({ tab });
export const showConfusion = (confusion: string) => useView.setState({ confusion });
export const select = (selected: string | undefined) => useView.setState({ selected });
export const point = (pointed: string | undefined) => useView.setState({ pointed });
export const pointAtArm = (pointedArm: string | undefined) => useView.setState({ pointedArm });
export const hideTruth = (hidden: boolean) => useView.setState({ hideTruth: hidden });

export function setKeys(keys: boolean): void {
  useView.setState({ keys });
  browserStorage.keep(KEYS, keys ? "on" : "off");
}
