import type { Locator, Page } from "playwright-core";

/** What a student sees and does in a worker tab. */
export interface WorkerTab {
  readonly page: Page;
  readonly name: Locator;
  readonly state: Locator;
  readonly backend: Locator;
  readonly round: Locator;
  readonly malicious: Locator;
  /** By its name for people; it is opened and chosen as a hand would. */
  chooseAttack(name: string): Promise<void>;
}

export function workerTab(page: Page): WorkerTab {
  return {
    page,
    name: page.getByTestId("worker-name"),
    state: page.getByTestId("worker-state"),
    backend: page.getByTestId("worker-backend"),
    round: page.getByTestId("worker-round"),
    malicious: page.getByRole("switch", { name: "Malicious" }),
    async chooseAttack(name) {
      await page.getByText("Change", { exact: true }).click();
      await page.getByRole("radio", { name }).check();
    },
  };
}
