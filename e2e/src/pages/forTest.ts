/** What a browser test opens, closed again when it has finished. */
import type { RunConfigInput } from "@honest-majority/protocol";
import { inject, onTestFinished } from "vitest";
import { launchChromium } from "../chromium/launch";
import { type CoordinatorProcess, launchCoordinator } from "../coordinator/launch";
import { inviteVisitors, type Visitors } from "./visitors";

/** Tabs in a Chromium of their own. */
export async function visitorsForTest(): Promise<Visitors> {
  const browser = await launchChromium(inject("chromium"));
  onTestFinished(() => browser.close());
  const visitors = await inviteVisitors(browser);
  onTestFinished(visitors.close);
  return visitors;
}

/** A coordinator that this machine alone reaches; without settings, for a test that needs only its pages. */
export async function coordinatorForTest(config: RunConfigInput = {}): Promise<CoordinatorProcess> {
  const coordinator = await launchCoordinator({ config, args: ["--host", "127.0.0.1"] });
  onTestFinished(coordinator.stop);
  return coordinator;
}
