import open from "open";

/** Whether this machine has a screen on which a browser can open. */
export function hasDisplay(platform = process.platform, env: NodeJS.ProcessEnv = process.env): boolean {
  if (env.CI || env.SSH_CONNECTION || env.SSH_TTY) return false;
  return platform === "linux" ? Boolean(env.DISPLAY || env.WAYLAND_DISPLAY) : true;
}

/** Ignores a browser that does not open: the terminal shows the address as well. */
export async function openBrowser(url: string, start: typeof open = open): Promise<void> {
  try {
    const browser = await start(url);
    browser.on("error", () => {});
    browser.unref();
  } catch {
    // no browser found
  }
}
