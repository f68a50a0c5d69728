/** The text of a step's button. Pure. */
import { type Action, PAGES, PANELS, scaledCount } from "@honest-majority/lessons";
import { armShortTitle, PACES, type RunConfig, settingIn, settingRegistry } from "@honest-majority/protocol";

export interface Sizes {
  /** Workers of the lesson. */
  of: number;
  /** Workers of the room. */
  here: number;
}

/** `runs`: the labels of the lesson's runs. */
export function actionWords(action: Action, { runs, ...sizes }: Sizes & { runs: readonly string[] }): string {
  switch (action.kind) {
    case "start":
      return runs.length > 1 ? `Start: ${runs[action.run]}` : "Start";
    case "pause":
      return "Pause";
    case "step":
      return "Run one round";
    case "again":
      return action.keepRoles ? "Again, same roles" : "Again";
    case "flip":
      return `Flip ${workers(action.count, sizes)}`;
    case "honest":
      return "All honest";
    case "deal":
      return `Deal ${liars(action.count, sizes)}`;
    case "set":
      return `Set ${changes(action.settings)}`;
    case "pace":
      return `Pace ${PACES[action.pace].short}`;
    case "reveal":
      return "Reveal";
    case "vote":
      return "Ask the class";
    case "show":
      return `Show ${PANELS[action.panel]}${action.arm === undefined ? "" : ` of ${armShortTitle(action.arm)}`}`;
    case "open":
      return `Open: ${PAGES[action.page]}`;
    case "say":
      return "";
    default:
      return action satisfies never;
  }
}

/**
 * What the lesson's sentence cannot know: " Here: 5 of 40 workers." Empty where the numbers are the lesson's. `run`: the settings
 * that a start gives the room.
 */
export function hereWords(
  action: Action,
  { run, ...sizes }: Sizes & { run: Pick<RunConfig, "f" | "attackers"> },
): string {
  switch (action.kind) {
    case "start": {
      if (sizes.here <= sizes.of) return "";
      const { f, attackers = 0 } = run;
      const who = attackers === 0 ? `${sizes.here} workers` : `${attackers} of ${sizes.here} lie`;
      return f === 0
        ? ` Here: ${who}.`
        : ` Here: ${who}; after a start the rules expect ${f}${attackers === 0 ? " to lie" : ""}.`;
    }
    case "flip":
    case "deal": {
      const scaled = scaledCount(action.count, sizes);
      return scaled === action.count ? "" : ` Here: ${scaled} of ${sizes.here} workers.`;
    }
    default:
      return "";
  }
}

function workers(count: number, sizes: Sizes): string {
  const scaled = scaledCount(count, sizes);
  if (scaled !== count) return `${scaled} of ${sizes.here} workers`;
  return count === 1 ? "one worker" : `${count} workers`;
}

function liars(count: number, sizes: Sizes): string {
  const scaled = scaledCount(count, sizes);
  return scaled === 1 ? "one secret role" : `${scaled} secret roles`;
}

/** "f to 3": the symbol of a setting's label, or the label. */
function changes(settings: Readonly<Record<string, unknown>>): string {
  return Object.keys(settingRegistry)
    .flatMap((name) => {
      const value = settingIn(settings, name);
      return value === undefined
        ? []
        : [`${name} to ${typeof value === "object" ? JSON.stringify(value) : value}`];
    })
    .join(", ");
}
