/** Where browsers may be, computed from these facts alone: nothing here reads the machine. */
export interface Machine {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  home: string;
}

/** Paths where browsers are usually installed on a machine, the likeliest first; they need not exist. */
export function usualPlaces({ platform, env, home }: Machine): string[] {
  const places = platform === "darwin" ? macos(home) : platform === "win32" ? windows(env) : LINUX;
  return [...places, ...onPath({ platform, env })];
}

const LINUX = [
  "/usr/bin/chromium",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/google-chrome",
  "/usr/bin/chromium-browser",
  "/opt/google/chrome/chrome",
  "/snap/bin/chromium",
];

function macos(home: string): string[] {
  const programs = ["Google Chrome", "Chromium", "Microsoft Edge"];
  return ["", home].flatMap((root) =>
    programs.map((name) => `${root}/Applications/${name}.app/Contents/MacOS/${name}`),
  );
}

function windows(env: Machine["env"]): string[] {
  const roots = [env.PROGRAMFILES, env["PROGRAMFILES(X86)"], env.LOCALAPPDATA].filter((root) => root);
  const programs = [
    "Google\\Chrome\\Application\\chrome.exe",
    "Chromium\\Application\\chrome.exe",
    "Microsoft\\Edge\\Application\\msedge.exe",
  ];
  return programs.flatMap((program) => roots.map((root) => `${root}\\${program}`));
}

function onPath({ platform, env }: Pick<Machine, "platform" | "env">): string[] {
  const [separator, slash, suffix] = platform === "win32" ? [";", "\\", ".exe"] : [":", "/", ""];
  const folders = (env.PATH ?? env.Path ?? "").split(separator).filter((folder) => folder);
  const names = ["chromium", "google-chrome-stable", "google-chrome", "chrome", "chromium-browser"];
  return folders.flatMap((folder) => names.map((name) => `${folder}${slash}${name}${suffix}`));
}

/** The folder in which Playwright keeps browsers. */
export function playwrightCache({ platform, env, home }: Machine): string {
  if (env.PLAYWRIGHT_BROWSERS_PATH) return env.PLAYWRIGHT_BROWSERS_PATH;
  if (platform === "darwin") return `${home}/Library/Caches/ms-playwright`;
  if (platform === "win32") return `${env.LOCALAPPDATA ?? `${home}\\AppData\\Local`}\\ms-playwright`;
  return `${env.XDG_CACHE_HOME ?? `${home}/.cache`}/ms-playwright`;
}

/** Paths of browsers in Playwright's folder, from the names in it; the newest first. */
export function playwrightPlaces(machine: Machine, names: readonly string[]): string[] {
  const slash = machine.platform === "win32" ? "\\" : "/";
  const cache = playwrightCache(machine);
  return names
    .flatMap((name) => {
      const revision = /^chromium-(\d+)$/.exec(name)?.[1];
      return revision === undefined ? [] : [{ name, revision: Number(revision) }];
    })
    .toSorted((a, b) => b.revision - a.revision)
    .flatMap(({ name }) =>
      playwrightPrograms(machine.platform).map((program) => [cache, name, ...program].join(slash)),
    );
}

function playwrightPrograms(platform: NodeJS.Platform): string[][] {
  if (platform === "win32") return ["chrome-win64", "chrome-win"].map((folder) => [folder, "chrome.exe"]);
  if (platform !== "darwin") return ["chrome-linux64", "chrome-linux"].map((folder) => [folder, "chrome"]);
  return ["chrome-mac-arm64", "chrome-mac-x64", "chrome-mac"].flatMap((folder) =>
    ["Google Chrome for Testing", "Chromium"].map((name) => [
      folder,
      `${name}.app`,
      "Contents",
      "MacOS",
      name,
    ]),
  );
}
