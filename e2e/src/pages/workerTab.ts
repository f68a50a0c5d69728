import type { Locator, Page } from "playwright-core";

/** What a student sees and does in a worker tab. */
export interface WorkerTab {
  readonly page: Page;
  readonly name: Locator;
  readonly state: Locator;
  readonly backend: Locator;
  readonly round: Locator;
  readonly malicious: Locator;
  rename(name: string): Promise<void>;
  /** Opens the list of attacks and chooses one by its displayed name. */
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
    async rename(name) {
      await page.getByRole("button", { name: "Change my name" }).click();
      await page.getByLabel("My name").fill(name);
      await page.getByRole("button", { name: "Save" }).click();
    },
    async chooseAttack(name) {
      await page.getByText("Change", { exact: true }).click();
      const radio = page.getByRole("radio", { name });
      const group = page.locator(".attack-group", { has: page.getByText(name, { exact: true }) });
      if ((await group.count()) > 0) await group.locator("summary").click(); // the run's own attack is in no group
      await radio.check();
    },
  };
}
