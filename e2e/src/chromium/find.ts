import {
  type Machine,
  playwrightCache,
  playwrightPlaces,
  usualPlaces,
} from "@honest-majority/coordinator/doctor/places";

/** What the finder asks of a machine and does to it. */
export interface System {
  machine: Machine;
  isRoot: boolean;
  /** Whether a missing Chromium may be installed: on CI, or because a person asked for it. */
  mayInstall: boolean;
  /** Whether `path` is a program that starts. */
  works(path: string): boolean;
  /** The names in a folder; none when it does not exist. */
  list(folder: string): string[];
  hasCommand(name: string): boolean;
  /** Runs to the end with its output shown; false when it failed. */
  run(command: string, args: readonly string[]): Promise<boolean>;
  /** The two words that start playwright-core's own command. */
  playwright: { node: string; cli: string };
  say(line: string): void;
}

export type Found = { path: string } | { missing: string };

export const NOT_INSTALLED =
  "No Chromium or Chrome was found and none could be installed: install one, or set CHROME_PATH to its program.";

/** Finds a Chromium. Where there is none it installs one if it may; if not, it says which command would. */
export async function findChromium(system: System): Promise<Found> {
  const wanted = system.machine.env.CHROME_PATH;
  if (wanted) {
    if (system.works(wanted)) return { path: wanted };
    return { missing: `CHROME_PATH is ${wanted}, and no program starts there: correct it or unset it.` };
  }
  const path = firstThatWorks(system);
  if (path !== undefined) return { path };

  const ways = waysToInstall(system);
  if (!system.mayInstall) return { missing: howToInstall(ways[0]) };
  for (const { what, commands } of ways) {
    system.say(`No Chromium or Chrome was found: installing ${what} …`);
    for (const [command, ...args] of commands) if (!(await system.run(command, args))) break;
    const installed = firstThatWorks(system);
    if (installed !== undefined) return { path: installed };
    system.say(`… ${what} could not be installed.`);
  }
  return { missing: NOT_INSTALLED };
}

function firstThatWorks({ machine, list, works }: System): string | undefined {
  const places = [...usualPlaces(machine), ...playwrightPlaces(machine, list(playwrightCache(machine)))];
  return [...new Set(places)].find(works);
}

type Command = [program: string, ...args: string[]];
interface Way {
  what: string;
  commands: Command[];
}

/** The best way first. */
function waysToInstall({ isRoot, hasCommand, playwright }: System): [Way, ...Way[]] {
  const mayUseApt = isRoot && hasCommand("apt-get");
  const withLibraries = mayUseApt ? ["--with-deps"] : [];
  const fromPlaywright: Way = {
    what: "Playwright's Chromium",
    commands: [[playwright.node, playwright.cli, "install", "--no-shell", ...withLibraries, "chromium"]],
  };
  if (!mayUseApt) return [fromPlaywright];
  const fromDebian: Way = {
    what: "Debian's package chromium",
    commands: [
      ["apt-get", "update"],
      ["apt-get", "install", "--yes", "--no-install-recommends", "chromium"],
    ],
  };
  return [fromDebian, fromPlaywright];
}

function howToInstall({ what, commands }: Way): string {
  const command = commands.map((words) => words.join(" ")).join(" && ");
  return `No Chromium or Chrome was found. \`npm run chromium -- --install\` installs ${what} (it runs: ${command}); or set CHROME_PATH to a browser's program.`;
}
