import type { Page } from "playwright-core";

/** Loses some of a page's requests for files that match, counted from 0. Returns how many were lost and how many were not. */
export async function losing(page: Page, files: RegExp, isLost: (request: number) => boolean) {
  const fates = { lost: 0, came: 0 };
  await page.route(files, (route) => {
    const lost = isLost(fates.lost + fates.came);
    fates[lost ? "lost" : "came"]++;
    return lost ? route.abort() : route.continue();
  });
  return fates;
}
