/** Whether a page fits its window: runs in the page, and says each fault as one sentence. */
import type { Locator, Page } from "playwright-core";

/** Puts a sentence into the strip of a lesson, which takes no room without one. */
export async function fillLessonStrip(page: Page): Promise<void> {
  await page.getByTestId("lesson-strip").evaluate((strip) => {
    strip.textContent = "Flip one worker. What will the mean do? Ask for hands.";
  });
  const height = await page
    .getByTestId("lesson-strip")
    .evaluate((strip) => strip.getBoundingClientRect().height);
  if (height < 40) throw new Error(`the lesson's strip must be some 44 px high, got ${height}`);
}

/** A page that scrolls in either direction. */
export async function scrollFaults(
  page: Page,
  directions: readonly ("width" | "height")[] = ["width", "height"],
): Promise<string[]> {
  const size = await page.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.scrollingElement ?? document.documentElement;
    return { width: [scrollWidth, innerWidth], height: [scrollHeight, innerHeight] };
  });
  return directions.flatMap((direction) => {
    const [needs, has] = size[direction];
    return needs > has ? [`the page's ${direction} is ${needs} px in a window of ${has}`] : [];
  });
}

/** Elements that are not wholly in view: inside the window and inside every box around them that cuts or scrolls. */
export async function outside(elements: Locator): Promise<string[]> {
  const count = await elements.count();
  if (count === 0) throw new Error(`outside: found no element for ${elements}`);
  return elements.evaluateAll((found) =>
    found.flatMap((element) => {
      const box = element.getBoundingClientRect();
      const isIn = (outer: { left: number; top: number; right: number; bottom: number }) =>
        box.left >= outer.left - 1 &&
        box.top >= outer.top - 1 &&
        box.right <= outer.right + 1 &&
        box.bottom <= outer.bottom + 1;
      let isInside =
        box.width > 0 && box.height > 0 && isIn({ left: 0, top: 0, right: innerWidth, bottom: innerHeight });
      for (let outer = element.parentElement; outer !== null; outer = outer.parentElement) {
        if (getComputedStyle(outer).overflow !== "visible") isInside &&= isIn(outer.getBoundingClientRect());
      }
      const name = element.getAttribute("data-testid") ?? element.tagName;
      const place = `${box.left}–${box.right} × ${box.top}–${box.bottom}`;
      return isInside ? [] : [`${name}: ${place} in ${innerWidth} × ${innerHeight}`];
    }),
  );
}

/** Texts whose letters are smaller than `least` px on the screen, in drawings too. */
export function smallTexts(page: Page, least: number): Promise<string[]> {
  return page.evaluate((min) => {
    const faults: string[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      const element = node.parentElement;
      if (element === null || (node.textContent ?? "").trim() === "") continue;
      if (element.closest("script, style, noscript") !== null) continue;
      const scale = element instanceof SVGGraphicsElement ? (element.getScreenCTM()?.a ?? 1) : 1;
      const size = scale * Number.parseFloat(getComputedStyle(element).fontSize);
      if (size < min) faults.push(`${size} px: ${node.textContent}`);
    }
    return faults;
  }, least);
}

/** Counts the presses of the mouse's button in a page from now on. */
export async function countClicks(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const counting = window as Window & { clicks?: number };
    counting.clicks = 0;
    document.addEventListener("pointerdown", () => counting.clicks!++, { capture: true });
  });
  return () => page.evaluate(() => (window as Window & { clicks?: number }).clicks ?? Number.NaN);
}
