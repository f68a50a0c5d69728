import type { BrowserPart } from "@honest-majority/report";

/** Client hints, which only Chromium has, and only on secure pages. */
interface Hints {
  brands: { brand: string; version: string }[];
  platform: string;
  mobile: boolean;
}

/** What this browser says about itself to every page. */
export function browserFacts(): Omit<BrowserPart, "backends"> {
  const { userAgent, platform, hardwareConcurrency: cores } = navigator;
  const { userAgentData: hints } = navigator as { userAgentData?: Hints };
  return {
    userAgent,
    brands: (hints?.brands ?? []).map(({ brand, version }) => ({ brand, version })),
    platform: hints?.platform || platform,
    mobile: hints?.mobile ?? /\bMobi/.test(userAgent),
    cores,
  };
}
