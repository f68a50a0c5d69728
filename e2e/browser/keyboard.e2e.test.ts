/** The dashboard by keyboard alone: Tab and Enter, and the single keys. */
import type { Locator } from "playwright-core";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { joinCrowd } from "../src/coordinator/crowd";
import { type Classroom, openClassroom } from "../src/pages/classroom";

let room: Classroom;
beforeEach(async () => {
  room = await openClassroom({
    model: "softmax",
    workers: 4,
    arms: ["mean", "coordinateMedian"],
    rounds: 100_000,
    evaluateEvery: 10,
  });
  onTestFinished(room.close);
  await joinCrowd(room.coordinator, ["Ada", "Ben", "Cleo", "Dev"]);
  await room.ready(4);
  await room.dashboard.page.bringToFront();
  await expect.poll(() => room.dashboard.page.getByTestId("tile").count()).toBe(4);
});

const key = (name: string) => room.dashboard.page.keyboard.press(name);
const button = (name: string) => room.dashboard.page.getByRole("button", { name, exact: true });
const roleOf = (place: number) =>
  room.dashboard.tile(room.instructor.workers[place].id).whole.getAttribute("data-role");
const hasFocus = (element: Locator) => element.evaluate((it) => it === document.activeElement);
const phase = () => room.dashboard.state.getAttribute("data-phase");

/** Presses Tab until the element has the focus. */
async function tabTo(element: Locator): Promise<void> {
  for (let pressed = 0; pressed < 60; pressed++) {
    if (await hasFocus(element)) return;
    await key("Tab");
  }
  throw new Error(`60 times Tab do not reach ${element}`);
}

describe("with Tab, arrows and Enter", () => {
  test("a teacher starts, flips the third tile, reveals, runs again and uses the menus", async () => {
    const { dashboard, instructor } = room;
    const { page } = dashboard;
    await tabTo(dashboard.start);
    await key("Enter");
    await instructor.until(() => instructor.rounds.length >= 5, "five rounds closed");

    await tabTo(dashboard.tile(instructor.workers[0].id).main);
    await key("ArrowRight");
    await key("ArrowRight");
    await key("f");
    await expect.poll(() => roleOf(2)).toBe("malicious");
    await key("Enter");
    await expect.poll(() => dashboard.selected.textContent()).toContain("Cleo");
    expect(await hasFocus(dashboard.tile(instructor.workers[2].id).main)).toBe(true);

    await tabTo(page.getByTestId("reveal"));
    await key("Enter");
    await dashboard.tile(instructor.workers[2].id).whole.locator("[data-verdict=missed]").waitFor();

    await tabTo(button("More"));
    await key("Enter");
    await tabTo(button("Keys"));
    await key("Enter");
    await page.getByRole("dialog", { name: "Keys" }).waitFor();
    await key("Escape");
    await expect.poll(() => page.getByRole("dialog").count()).toBe(0);

    await tabTo(button("Flip k workers"));
    await key("Enter");
    await tabTo(button("All honest"));
    await key("Enter");
    await expect.poll(() => roleOf(2)).toBe("honest");
    await tabTo(button("Flip k workers"));
    await key("Enter");
    await button("All honest").waitFor();
    await key("Escape");
    await expect.poll(() => button("All honest").count()).toBe(0);
    expect(await hasFocus(button("Flip k workers"))).toBe(true);

    const before = instructor.rounds;
    await tabTo(button("Again"));
    await key("Enter");
    await instructor.until(
      () => instructor.rounds !== before && instructor.rounds.length > 0,
      "a round of the next run closed",
    );
    expect(room.visitors.complaints()).toEqual([]);
  });
});

describe("with single keys", () => {
  test("Space starts and pauses, → steps, a digit flips, R reveals, A runs again, / finds and ? lists the keys", async () => {
    const { dashboard, instructor } = room;
    const { page } = dashboard;
    await key(" ");
    await expect.poll(phase).toBe("running");
    await key(" ");
    await expect.poll(phase).toBe("paused");
    const closed = instructor.rounds.length;
    await key("ArrowRight");
    await instructor.until(() => instructor.rounds.length === closed + 1, "one round closed");
    await key("2");
    await expect.poll(() => roleOf(1)).toBe("malicious");
    await key("r");
    await expect.poll(() => page.getByTestId("reveal").getAttribute("aria-pressed")).toBe("true");
    await key("?");
    await page.getByRole("dialog", { name: "Keys" }).waitFor();
    await key("a"); // a key of the page does nothing while a dialog is open
    await key("Escape");
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200)))
      .toMatch(/^<body/);
    expect(instructor.rounds).toHaveLength(closed + 1);
    await key("a");
    await expect.poll(() => roleOf(1)).toBe("honest");
    await key("/");
    await page.getByLabel("Name, or a part of it").waitFor();
    await page.keyboard.type("cle");
    await key("Enter");
    const cleo = dashboard.tile(instructor.workers[2].id);
    await expect.poll(() => hasFocus(cleo.main)).toBe(true);
    await key("f");
    await expect.poll(() => roleOf(2)).toBe("malicious");
    expect(room.visitors.complaints()).toEqual([]);
  });
});
