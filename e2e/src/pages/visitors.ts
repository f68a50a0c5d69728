import type { Browser, Page } from "playwright-core";
import { CONTEXT_OPTIONS } from "../chromium/launch";
import { watchForStrangers } from "./strangers";

export const WIDE = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

/** The tabs of a class, open at once; remembers what went wrong in any of them. */
export interface Visitors {
  open(address: string, size?: { width: number; height: number }): Promise<Page>;
  /** Console errors, exceptions, and requests to anywhere but this machine; each with the page it was in. */
  complaints(): string[];
  close(): Promise<void>;
}

export async function inviteVisitors(browser: Browser): Promise<Visitors> {
  const strangers = await watchForStrangers();
  const context = await browser.newContext({
    ...CONTEXT_OPTIONS,
    proxy: strangers.proxy,
    reducedMotion: "reduce", // so that no colour is looked at half-way
  });
  const heard: string[] = [];
  // also what the pages' Web Workers say
  context.on("console", (message) => {
    if (message.type() !== "error") return;
    heard.push(`${message.page()?.url()}: ${message.text()} (${message.location().url})`);
  });
  context.on("weberror", (error) => heard.push(`${error.page()?.url()}: ${error.error()}`));
  return {
    async open(address, size = WIDE) {
      const page = await context.newPage();
      await page.setViewportSize(size);
      await page.goto(address);
      return page;
    },
    complaints: () => [...heard, ...strangers.asked.map((what) => `left this machine: ${what}`)],
    async close() {
      await context.close();
      strangers.close();
    },
  };
}
