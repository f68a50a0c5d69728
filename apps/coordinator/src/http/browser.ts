import open from "open";

/** Whether someone sits before a screen here that a browser can open on. */
export function hasDisplay(platform = process.platform, env: NodeJS.ProcessEnv = process.env): boolean {
  if (env.CI || env.SSH_CONNECTION || env.SSH_TTY) return false;
  return platform === "linux" ? Boolean(env.DISPLAY || env.WAYLAND_DISPLAY) : true;
}

/** The address stands on the terminal anyway: a browser that does not open stops nothing. */
export async function openBrowser(url: string, start: typeof open = open): Promise<void> {
  try {
    const browser = await start(url);
    browser.on("error", () => {});
    browser.unref();
  } catch {
    // no browser found
  }
}
