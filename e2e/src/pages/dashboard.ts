import type { Locator, Page } from "playwright-core";

/** What a teacher sees and does on the dashboard. */
export interface DashboardPage {
  readonly page: Page;
  readonly start: Locator;
  readonly state: Locator;
  readonly unreachable: Locator;
  /** What happened, newest first; its tab must be chosen. */
  readonly events: Locator;
  showPanel(tab: "Rules" | "Events" | "Confusion"): Promise<void>;
  accuracy(arm: string): Locator;
  /** What is known of the selected worker. */
  readonly selected: Locator;
  tile(worker: string): Tile;
  /** Counts the pixels of malicious workers' flags in the strip above the chart, where no curve is drawn. */
  flagPixels(): Promise<number>;
}

export interface Tile {
  /** Its attributes `data-state` and `data-role` hold state and role. */
  readonly whole: Locator;
  /** Selects the worker. */
  readonly main: Locator;
  /** Switches its role. */
  readonly mark: Locator;
}

export function dashboardPage(page: Page): DashboardPage {
  return {
    page,
    start: page.getByRole("button", { name: "Start", exact: true }),
    state: page.getByTestId("run-state"),
    unreachable: page.getByText("The coordinator does not answer"),
    events: page.getByRole("list", { name: "What happened" }),
    showPanel: (name) => page.getByRole("tab", { name }).click(),
    accuracy: (arm) => page.getByTestId(`accuracy-${arm}`),
    selected: page.getByTestId("selected-worker"),
    tile(worker) {
      const whole = page.locator(`[data-testid="tile"][data-worker="${worker}"]`);
      return { whole, main: whole.getByRole("button").first(), mark: whole.getByRole("button").last() };
    },
    flagPixels: () => page.locator(".plot canvas").evaluate(countFlagPixels),
  };
}

/** Runs in the page. */
function countFlagPixels(canvas: Element): number {
  const picture = canvas as HTMLCanvasElement;
  const probe = new OffscreenCanvas(1, 1).getContext("2d");
  const context = picture.getContext("2d");
  if (probe === null || context === null) throw new Error("no 2d context");
  probe.fillStyle = getComputedStyle(canvas).getPropertyValue("--malicious");
  probe.fillRect(0, 0, 1, 1);
  const [red, green, blue] = probe.getImageData(0, 0, 1, 1).data;
  const strip = 40 * devicePixelRatio;
  const { data } = context.getImageData(0, 0, picture.width, strip);
  let count = 0;
  for (let i = 0; i < data.length; i += 4) {
    const apart = Math.abs(data[i] - red) + Math.abs(data[i + 1] - green) + Math.abs(data[i + 2] - blue);
    if (data[i + 3] > 200 && apart < 24) count++;
  }
  return count;
}
