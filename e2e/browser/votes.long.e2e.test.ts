/** A game in a class: three students vote twice on their phones, the projector counts, the teacher reveals. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { openClassroomForTest } from "../src/pages/classroom";
import { scrollFaults, smallTexts } from "../src/pages/fit";
import { lookAt, takePicture } from "../src/pages/looks";
import { PHONE } from "../src/pages/visitors";

test("three students vote, talk, vote again, and the class sees votes, traitor and rules side by side", async () => {
  const room = await openClassroomForTest({
    model: "softmax",
    workers: 3,
    f: 1,
    arms: ["mean", "coordinateMedian"],
    attack: "bitFlip",
    batchSize: 16,
    rounds: 4,
    roundDeadlineMs: 60_000,
  });
  const { url, room: code, joinUrl } = room.coordinator;
  const phones: Page[] = [];
  for (let i = 0; i < 3; i++) phones.push(await room.visitors.open(`${joinUrl}?backend=wasm`, PHONE));
  await room.ready(3);
  const projector = await room.visitors.open(`${url}/projector/${code}`);
  await projector.setViewportSize({ width: 1920, height: 1080 });
  const { page: dashboard } = room.dashboard;
  await dashboard.getByRole("button", { name: "More", exact: true }).click();
  await dashboard.getByRole("button", { name: "Ask the class" }).click();
  await dashboard.getByRole("button", { name: "Start a game" }).click();
  await dashboard.locator('[data-testid="run-state"][data-phase="finished"]').waitFor({ timeout: 60_000 });

  await dashboard.getByRole("button", { name: "More", exact: true }).click();
  await dashboard.getByRole("button", { name: "Ask the class" }).click();
  await dashboard.getByRole("button", { name: "Ask who is the traitor" }).click();
  const onProjector = (text: string | RegExp) =>
    projector.getByTestId("projector-vote").getByText(text).first().waitFor();
  const strip = dashboard.getByTestId("vote-strip");
  const vote = (phone: number, worker: number) =>
    phones[phone]
      .getByTestId("vote")
      .getByRole("button", { name: `Worker ${worker}`, exact: true })
      .click();
  await onProjector("0 votes are in, waiting for 3 more");
  await vote(0, 1);
  await phones[0].getByText("You voted: Worker 1").waitFor();
  await onProjector("1 vote is in, waiting for 2 more");
  await phones[0].getByRole("button", { name: "Change my vote" }).click();
  await vote(0, 3);
  await vote(1, 3);
  await strip.getByText("2 votes are in, waiting for 1 more").waitFor();
  expect(await strip.textContent()).not.toContain("Worker"); // nobody sees what
  expect(await lookAt(phones[0], "vote-open")).toEqual([]);
  await phones[0].setViewportSize(PHONE);
  await vote(2, 2);

  // counted by itself
  const bars = async () =>
    (await projector.getByTestId("tally").locator("li").allTextContents()).map((text) =>
      text.replace(/ vote(s?)( in the (first|second) vote)?/g, " "),
    );
  await onProjector("3 votes are in");
  expect(await bars()).toEqual(["Worker 10 ", "Worker 21 ", "Worker 32 "]);
  await strip.getByRole("button", { name: "Vote again" }).click();
  await onProjector("Second vote");
  for (const phone of [0, 1, 2]) await vote(phone, 3);
  await expect.poll(bars).toContain("Worker 32 3 ");
  const faults = async () => [...(await scrollFaults(projector)), ...(await smallTexts(projector, 22))];
  expect(await faults()).toEqual([]);
  expect(await projector.locator("body").innerText()).not.toMatch(/traitor was|Median/);

  await strip.getByRole("button", { name: "Reveal the traitors" }).click();
  const { workers } = room.instructor;
  const traitor = workers.find(({ role }) => role?.kind === "malicious")?.index ?? Number.NaN;
  await onProjector(`The traitor was Worker ${traitor + 1}.`);
  const finders = await projector.getByTestId("finders").locator("tbody tr").allTextContents();
  const found = traitor === 2 ? "1 of 1" : "0 of 1";
  expect(finders).toEqual([
    `The classWorker 3${found}`,
    "Meannobody: it kept several alike0 of 1",
    `MedianWorker ${traitor + 1}1 of 1`,
  ]);
  expect(await faults()).toEqual([]);
  await takePicture(projector, "vote-projector");
  for (const phone of phones) await phone.getByText(`The traitor was Worker ${traitor + 1}.`).waitFor();
  expect(await lookAt(dashboard, "vote-dashboard")).toEqual([]);
  expect(room.visitors.complaints()).toEqual([]);
}, 180_000);
