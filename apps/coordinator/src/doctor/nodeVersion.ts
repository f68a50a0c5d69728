/** As package.json's `engines` says. */
export function nodeIsSupported(version: string): boolean {
  const [major, minor] = version.replace(/^v/, "").split(".").map(Number);
  return (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
}

export const INSTALL_NODE = "install Node 20.19 or newer, or 22.12 or newer, from https://nodejs.org";
