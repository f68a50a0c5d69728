/** Checks how a page looks: takes pictures, finds overflow, and runs axe-core. */
import { readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { AxeResults, RunOptions } from "axe-core";
import type { Page } from "playwright-core";
import { REPOSITORY } from "../repository";
import { scrollFaults } from "./fit";
import { PHONE, WIDE } from "./visitors";

export const SCREENSHOTS = join(REPOSITORY, "screenshots");

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

type Media = NonNullable<Parameters<Page["emulateMedia"]>[0]>;

/** No colour depends on the width, so the phone's page is looked at in one colour scheme. */
const LOOKS: readonly { size: typeof WIDE; name: string; media: Media }[] = [
  { size: WIDE, name: "light", media: { colorScheme: "light" } },
  { size: WIDE, name: "dark", media: { colorScheme: "dark" } },
  { size: PHONE, name: "light", media: { colorScheme: "light" } },
  { size: WIDE, name: "forced", media: { forcedColors: "active" } },
];

/**
 * Checks a page light, dark, narrow, and in the system's forced colours. Writes each as `name-width-look.png` and returns
 * every fault as one sentence.
 */
export async function lookAt(page: Page, name: string): Promise<string[]> {
  const faults: string[] = [];
  const before = page.viewportSize() ?? WIDE;
  await page.bringToFront(); // a page behind another gets one frame a second
  for (const { size, name: look, media } of LOOKS) {
    const picture = `${name}-${size.width}-${look}`;
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme: null, forcedColors: null, ...media });
    await settled(page);
    await takePicture(page, picture);
    const found = [...(await scrollFaults(page, ["width"])), ...(await violations(page))];
    faults.push(...found.map((fault) => `${picture}: ${fault}`));
  }
  await page.emulateMedia({ colorScheme: null, forcedColors: null });
  await page.setViewportSize(before);
  return faults;
}

/** Writes the whole page to `screenshots/name.png`. */
export async function takePicture(page: Page, name: string): Promise<void> {
  await page.bringToFront();
  const path = join(SCREENSHOTS, `${name}.png`); // Playwright makes the folder
  await page.screenshot({ path, fullPage: true, animations: "disabled" });
}

/** Writes a picture that another engine took. */
export async function keepPicture(name: string, png: Buffer): Promise<void> {
  await mkdir(SCREENSHOTS, { recursive: true });
  await writeFile(join(SCREENSHOTS, `${name}.png`), png);
}

/**
 * Waits until the page's code is loaded, which a busy machine may delay past `goto`: only the whole page has a heading. Then
 * waits two frames, in which styles are computed and charts follow their size.
 */
async function settled(page: Page): Promise<void> {
  await page.locator("h1").first().waitFor({ state: "attached" });
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
}

/** Every rule of axe-core that the page breaks, and where. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE); // the page's content security policy does not apply to evaluated scripts
  const found = await page.evaluate((options: RunOptions) => {
    const { axe } = globalThis as unknown as { axe: { run(o: RunOptions): Promise<AxeResults> } };
    return axe.run(options).then((results) => results.violations);
  }, {});
  return found.map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`,
  );
}
