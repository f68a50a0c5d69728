import { describe, expect, onTestFinished, test } from "vitest";
import { watchAsInstructor } from "../src/coordinator/instructor";
import { launchCoordinator } from "../src/coordinator/launch";
import type { Engine } from "../src/engines/engine";
import { findFirefox, startFirefox } from "../src/engines/firefox";
import { findWebKit, startWebKit } from "../src/engines/webkit";
import { keepPicture } from "../src/pages/looks";

const ENGINES: { name: string; install: string; found?: string; start(program: string): Promise<Engine> }[] =
  [
    { name: "firefox", install: "Debian's firefox-esr", found: findFirefox(), start: startFirefox },
    { name: "webkit", install: "Debian's webkit2gtk-driver", found: findWebKit(), start: startWebKit },
  ];

const click = (selector: string) => `document.querySelector(${JSON.stringify(selector)}).click()`;
const text = (selector: string) =>
  `document.querySelector(${JSON.stringify(selector)})?.innerText ?? document.body.innerText`;

describe.each(ENGINES)("$name", ({ name, install, found, start }) => {
  test("shows the dashboard, trains in a swarm and in a tab over https, and flips a worker", async ({
    skip,
  }) => {
    if (found === undefined) {
      console.log(`skipped: no ${name} is installed (${install})`);
      return skip();
    }
    const coordinator = await launchCoordinator({
      config: {
        dataset: "glyphs",
        model: "softmax",
        workers: 4,
        rounds: 100_000,
        batchSize: 8,
        evaluateEvery: 10,
        arms: ["mean", "coordinateMedian"],
        f: 1,
      },
      args: ["--host", "127.0.0.1"],
    });
    onTestFinished(coordinator.stop);
    const instructor = await watchAsInstructor(coordinator);
    onTestFinished(instructor.close);
    const engine = await start(found);
    onTestFinished(engine.close);

    const dashboard = await engine.open(coordinator.dashboardUrl);
    await engine.open(`${coordinator.url}/swarm/${coordinator.room}?n=3`);
    const tab = await engine.open(`${coordinator.httpsUrl}/join/${coordinator.room}`);
    const isReady = () => instructor.workers.filter(({ presence }) => presence === "ready").length === 4;
    await instructor.until(isReady, "four workers are ready", 120_000);

    await dashboard.evaluate(
      `[...document.querySelectorAll("button")].find(({ innerText }) => innerText.trim() === "Start").click()`,
    );
    await instructor.until(() => instructor.rounds.length >= 30, "30 rounds closed", 120_000);
    await expect.poll(() => dashboard.evaluate(text('[data-testid="accuracy-mean"]'))).toMatch(/\d %/);

    const mine = await tab.evaluate<string>(text('[data-testid="worker-name"]'));
    await tab.evaluate(click('[role="switch"][aria-label="Malicious"], [role="switch"]'));
    const isFlipped = () => instructor.workers.some((worker) => worker.role?.kind === "malicious");
    await instructor.until(isFlipped, "the tab's worker is malicious", 60_000);
    const flipped = instructor.workers.find(({ role }) => role?.kind === "malicious");
    expect(flipped?.name).toBe(mine);
    const shown = `document.querySelector('[data-worker="${flipped?.id}"]').dataset.role`;
    await expect.poll(() => dashboard.evaluate(shown)).toBe("malicious");
    const now = instructor.rounds.length;
    await instructor.until(() => instructor.rounds.length >= now + 10, "10 more rounds closed", 120_000);
    expect(instructor.rounds.at(-1)?.stage?.byzantine).toEqual([flipped?.id]);

    for (const [what, page] of Object.entries({ dashboard, tab })) {
      if (page.picture) await keepPicture(`${name}-${what}`, await page.picture());
    }
    const backends = instructor.workers.map(({ backend }) => backend).join(", ");
    console.log(`${engine.title}: workers on ${backends}`);
    expect(engine.complaints()).toEqual([]);
  });
});
