import { describe, expect, test } from "vitest";
import { findChromium, NOT_INSTALLED, type System } from "./find";

type Fake = Partial<Omit<System, "works" | "machine">> & {
  env?: Record<string, string>;
  platform?: NodeJS.Platform;
  /** Programs that start; `run` may add to them. */
  programs?: string[];
};

/** A machine on which things may be installed, without a browser, root or network, except as given. */
function machine({ env = {}, platform = "linux", programs = [], ...rest }: Fake = {}) {
  const commands: string[] = [];
  const said: string[] = [];
  const system: System = {
    machine: { platform, env, home: "/home/ada" },
    isRoot: false,
    mayInstall: true,
    list: () => [],
    hasCommand: () => false,
    run: async () => false,
    playwright: { node: "node", cli: "cli.js" },
    say: (line) => said.push(line),
    ...rest,
    works: (path) => programs.includes(path),
  };
  const run = system.run;
  system.run = (command, args) => {
    commands.push([command, ...args].join(" "));
    return run(command, args);
  };
  return { system, commands, said };
}

describe("findChromium looks for a browser", () => {
  test("CHROME_PATH wins over every other browser", async () => {
    const { system } = machine({
      env: { CHROME_PATH: "/opt/mine" },
      programs: ["/usr/bin/chromium", "/opt/mine"],
    });
    expect(await findChromium(system)).toEqual({ path: "/opt/mine" });
  });

  test("a CHROME_PATH that does not start is an error", async () => {
    const { system, commands } = machine({
      env: { CHROME_PATH: "/opt/gone" },
      programs: ["/usr/bin/chromium"],
    });
    expect(await findChromium(system)).toEqual({ missing: expect.stringContaining("/opt/gone") });
    expect(commands).toEqual([]);
  });

  test.each([
    ["Debian", "linux", {}, "/usr/bin/chromium"],
    ["a folder on PATH", "linux", { PATH: "/bin:/nix/bin" }, "/nix/bin/google-chrome"],
    ["macOS", "darwin", {}, "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"],
    ["macOS, one user's", "darwin", {}, "/home/ada/Applications/Chromium.app/Contents/MacOS/Chromium"],
    [
      "Windows",
      "win32",
      { PROGRAMFILES: "C:\\Program Files" },
      "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    ],
    ["a folder on Windows' Path", "win32", { Path: "C:\\bin;D:\\tools" }, "D:\\tools\\chrome.exe"],
  ] as const)("it finds the usual place: %s", async (_, platform, env, path) => {
    const { system, commands } = machine({ platform, env, programs: [path] });
    expect(await findChromium(system)).toEqual({ path });
    expect(commands).toEqual([]);
  });

  test("it uses the newest browser in Playwright's cache", async () => {
    const cache = "/home/ada/.cache/ms-playwright";
    const { system } = machine({
      list: (folder) => (folder === cache ? ["chromium-999", "ffmpeg-1011", "chromium-1200", ".links"] : []),
      programs: [`${cache}/chromium-999/chrome-linux/chrome`, `${cache}/chromium-1200/chrome-linux64/chrome`],
    });
    expect(await findChromium(system)).toEqual({ path: `${cache}/chromium-1200/chrome-linux64/chrome` });
  });

  test("it looks for Playwright's cache in PLAYWRIGHT_BROWSERS_PATH", async () => {
    const path = "/srv/browsers/chromium-1200/chrome-linux64/chrome";
    const { system } = machine({
      env: { PLAYWRIGHT_BROWSERS_PATH: "/srv/browsers" },
      list: (folder) => (folder === "/srv/browsers" ? ["chromium-1200"] : []),
      programs: [path],
    });
    expect(await findChromium(system)).toEqual({ path });
  });
});

describe("findChromium installs a browser", () => {
  test("as root on Debian it installs Debian's package", async () => {
    const programs: string[] = [];
    const { system, commands } = machine({
      isRoot: true,
      hasCommand: (name) => name === "apt-get",
      programs,
      run: async (_, args) => {
        if (args.includes("install")) programs.push("/usr/bin/chromium");
        return true;
      },
    });
    expect(await findChromium(system)).toEqual({ path: "/usr/bin/chromium" });
    expect(commands).toEqual(["apt-get update", "apt-get install --yes --no-install-recommends chromium"]);
  });

  test("without root it installs Playwright's and never calls apt-get", async () => {
    const path = "/home/ada/.cache/ms-playwright/chromium-7/chrome-linux64/chrome";
    const programs: string[] = [];
    const { system, commands, said } = machine({
      hasCommand: (name) => name === "apt-get",
      list: () => ["chromium-7"],
      programs,
      run: async () => programs.push(path) > 0,
    });
    expect(await findChromium(system)).toEqual({ path });
    expect(commands).toEqual(["node cli.js install --no-shell chromium"]);
    expect(said).toEqual(["No Chromium or Chrome was found: installing Playwright's Chromium …"]);
  });

  test("when apt-get fails it tries Playwright's, with the libraries that it needs", async () => {
    const { system, commands } = machine({ isRoot: true, hasCommand: () => true });
    await findChromium(system);
    expect(commands).toEqual(["apt-get update", "node cli.js install --no-shell --with-deps chromium"]);
  });

  test("when everything fails, one line says what to do", async () => {
    const { system } = machine();
    expect(await findChromium(system)).toEqual({ missing: NOT_INSTALLED });
    expect(NOT_INSTALLED).toMatch(/^.*install one.*CHROME_PATH.*$/);
  });
});

describe("findChromium without permission to install", () => {
  test("it runs nothing and prints the command that would install one", async () => {
    const { system, commands, said } = machine({ mayInstall: false, isRoot: true, hasCommand: () => true });
    const command = "apt-get update && apt-get install --yes --no-install-recommends chromium";
    expect(await findChromium(system)).toEqual({ missing: expect.stringContaining(command) });
    expect([commands, said]).toEqual([[], []]);
  });

  test("without root the command is Playwright's", async () => {
    const { system } = machine({ mayInstall: false });
    const command = "node cli.js install --no-shell chromium";
    expect(await findChromium(system)).toEqual({ missing: expect.stringContaining(command) });
  });

  test("an installed browser is still found", async () => {
    const { system } = machine({ mayInstall: false, programs: ["/usr/bin/chromium"] });
    expect(await findChromium(system)).toEqual({ path: "/usr/bin/chromium" });
  });
});
