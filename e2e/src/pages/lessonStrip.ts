import type { Locator, Page } from "playwright-core";

/** What a teacher reads and presses in the strip of an open lesson. */
export interface LessonStrip {
  /** What the class reads. */
  readonly said: Locator;
  /** The step's own button; a step may have none. */
  readonly act: Locator;
  readonly next: Locator;
  /** What the strip offers: "do", "watch", "next" or "advice". */
  offer(): Promise<string | null>;
}

export function lessonStrip(page: Page): LessonStrip {
  const said = page.locator(".lesson-say");
  return {
    said,
    act: page.getByTestId("lesson-do"),
    next: page.getByTestId("lesson-next"),
    offer: () => said.getAttribute("data-offer"),
  };
}
