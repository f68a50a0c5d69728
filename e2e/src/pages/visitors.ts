import type { Browser, Page } from "playwright-core";
import { CONTEXT_OPTIONS } from "../chromium/launch";
import { watchForStrangers } from "./strangers";

export const WIDE = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

/** The open tabs of a class; collects what went wrong in any of them. */
export interface Visitors {
  open(address: string, size?: { width: number; height: number }): Promise<Page>;
  /** Console errors, exceptions and requests to other machines, each with its page. */
  complaints(): string[];
  close(): Promise<void>;
}

export async function inviteVisitors(browser: Browser): Promise<Visitors> {
  const strangers = await watchForStrangers();
  const context = await browser.newContext({
    ...CONTEXT_OPTIONS,
    proxy: strangers.proxy,
    reducedMotion: "reduce", // so that no colour is checked during a transition
  });
  const heard: string[] = [];
  // includes messages of the pages' Web Workers
  context.on("console", (message) => {
    if (message.type() !== "error") return;
    heard.push(`${message.page()?.url()}: ${message.text()} (${message.location().url})`);
  });
  // Chromium's console hides a violation that the page's code catches
  await context.addInitScript(() =>
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
      console.error(`the page's policy forbids ${violatedDirective} ${blockedURI}`),
    ),
  );
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
