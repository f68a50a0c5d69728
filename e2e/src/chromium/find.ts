import {
  type Machine,
  playwrightCache,
  playwrightPlaces,
  usualPlaces,
} from "@honest-majority/coordinator/doctor/places";

/** What the finder does to a machine. */
export interface System {
  machine: Machine;
  isRoot: boolean;
  /** Whether there is a program at `path` that starts. */
  works(path: string): boolean;
  /** The names in a folder; none where it does not exist. */
  list(folder: string): string[];
  hasCommand(name: string): boolean;
  /** Runs to the end with its output shown; false when it failed. */
  run(command: string, args: readonly string[]): Promise<boolean>;
  /** Arguments that run playwright-core's own CLI with this Node. */
  playwright: { node: string; cli: string };
  say(line: string): void;
}

export type Found = { path: string } | { missing: string };

export const HOW_TO_HELP =
  "No Chromium or Chrome was found and none could be installed: install one, or set CHROME_PATH to its program.";

/** Finds a Chromium, or installs one, or says in one line what a person can do. */
export async function findChromium(system: System): Promise<Found> {
  const wanted = system.machine.env.CHROME_PATH;
  if (wanted) {
    if (system.works(wanted)) return { path: wanted };
    return { missing: `CHROME_PATH is ${wanted}, and no program starts there: correct it or unset it.` };
  }
  const path = firstThatWorks(system);
  if (path !== undefined) return { path };

  for (const { what, commands } of waysToInstall(system)) {
    system.say(`No Chromium or Chrome here: installing ${what} …`);
    for (const [command, ...args] of commands) if (!(await system.run(command, args))) break;
    const installed = firstThatWorks(system);
    if (installed !== undefined) return { path: installed };
    system.say(`… ${what} could not be installed.`);
  }
  return { missing: HOW_TO_HELP };
}

function firstThatWorks({ machine, list, works }: System): string | undefined {
  const places = [...usualPlaces(machine), ...playwrightPlaces(machine, list(playwrightCache(machine)))];
  return [...new Set(places)].find(works);
}

type Command = [program: string, ...args: string[]];

function waysToInstall({ isRoot, hasCommand, playwright }: System): { what: string; commands: Command[] }[] {
  const mayUseApt = isRoot && hasCommand("apt-get");
  const withLibraries = mayUseApt ? ["--with-deps"] : [];
  const ways: { what: string; commands: Command[] }[] = [
    {
      what: "Playwright's Chromium",
      commands: [[playwright.node, playwright.cli, "install", "--no-shell", ...withLibraries, "chromium"]],
    },
  ];
  if (mayUseApt) {
    ways.unshift({
      what: "Debian's package chromium",
      commands: [
        ["apt-get", "update"],
        ["apt-get", "install", "--yes", "--no-install-recommends", "chromium"],
      ],
    });
  }
  return ways;
}
