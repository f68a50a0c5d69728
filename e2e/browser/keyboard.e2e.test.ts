/** The dashboard by keyboard alone: Tab and Enter, and the single keys. */
import type { Locator } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { joinCrowd } from "../src/coordinator/crowd";
import { type Classroom, openClassroom } from "../src/pages/classroom";

let room: Classroom;
beforeAll(async () => {
  room = await openClassroom({
    model: "softmax",
    workers: 4,
    arms: ["mean", "coordinateMedian"],
    rounds: 1_000,
    evaluateEvery: 1,
  });
  await joinCrowd(room.coordinator, ["Ada", "Ben", "Cleo", "Dev"]);
  await room.instructor.socket.emitWithAck("class:set", { pace: "second" });
});
afterAll(() => room?.close());

/** Opens a page in the lobby on which nothing has the focus. */
beforeEach(async () => {
  const { page } = room.dashboard;
  await room.instructor.command("reset");
  await room.instructor.socket.emitWithAck("workers:flip", { who: "all", role: { kind: "honest" } });
  await room.instructor.socket.emitWithAck("class:set", { revealed: false });
  await room.ready(4);
  await page.bringToFront();
  await page.reload();
  await expect.poll(phase).toBe("lobby");
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
  throw new Error(`pressing Tab 60 times does not reach ${element}`);
}

describe("with Tab, arrows and Enter", () => {
  test("a teacher starts, flips the third tile, reveals, runs again and uses the menus", async () => {
    const { dashboard, instructor } = room;
    const { page } = dashboard;
    await tabTo(dashboard.start);
    await key("Enter");
    await instructor.until(() => instructor.rounds.length > 0, "a round closed");

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

test("Escape asks before it closes settings with unsaved edits, and they stay", async () => {
  const { page } = room.dashboard;
  const dialog = page.getByRole("dialog", { name: "Settings" });
  const field = dialog.getByLabel("Learning rate η");
  await tabTo(button("Settings"));
  await key("Enter");
  await field.fill("0.25");
  await key("Escape");
  const question = dialog.getByRole("alertdialog");
  await question.getByText("Learning rate η").waitFor();
  await key("Enter"); // the safe answer has the focus
  await expect.poll(() => question.count()).toBe(0);
  expect(await field.inputValue()).toBe("0.25");

  await key("Escape");
  await question.waitFor();
  await tabTo(question.getByRole("button", { name: "Discard" }));
  await key("Enter");
  await expect.poll(() => dialog.count()).toBe(0);
  await tabTo(button("Settings"));
  await key("Enter");
  expect(await field.inputValue()).not.toBe("0.25");
});
