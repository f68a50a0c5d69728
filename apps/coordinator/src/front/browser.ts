import open from "open";

/** Whether someone sits before a screen here that a browser can open on. */
export function hasDisplay(platform = process.platform, env: NodeJS.ProcessEnv = process.env): boolean {
  if (env.CI !== undefined || env.SSH_CONNECTION !== undefined) return false;
  return platform === "linux" ? env.DISPLAY !== undefined || env.WAYLAND_DISPLAY !== undefined : true;
}

/** The address stands on the terminal anyway: a browser that does not open stops nothing. */
export async function openBrowser(url: string): Promise<void> {
  try {
    const browser = await open(url);
    browser.on("error", () => {});
    browser.unref();
  } catch {
    // no browser found
  }
}
