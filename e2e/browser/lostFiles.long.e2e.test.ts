/** What a network loses once comes with another try, whatever file it is. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Classroom, openClassroom } from "../src/pages/classroom";
import { losing } from "../src/pages/losing";
import { PHONE } from "../src/pages/visitors";
import { workerTab } from "../src/pages/workerTab";

let room: Classroom;
beforeAll(async () => {
  room = await openClassroom({ model: "softmax", workers: 2, f: 0, batchSize: 16 });
});
afterAll(() => room?.close());

const some = expect.toSatisfy((count: number) => count > 0);
const first = (request: number) => request === 0;
/** Gives the student's page a backend, and loses some requests on the way there. */
async function open(files: RegExp, isLost: (request: number) => boolean) {
  const page = await room.visitors.open("about:blank", PHONE);
  const fates = await losing(page, files, isLost);
  await page.goto(`${room.coordinator.joinUrl}?backend=wasm`);
  return { page, fates, tab: workerTab(page) };
}

test.each([
  ["the code of all pages", /assets\/main-.*\.js/, first],
  ["the learner's script, of the same name", /assets\/main-.*\.js/, (request: number) => request === 1],
  ["a page's code, twice", /assets\/WorkerPage-.*\.js/, (request: number) => request < 2],
  ["a page's styles", /assets\/[Ww]orker(Page)?-.*\.css/, first],
  ["tfjs' program", /tfjs-backend-wasm-simd-.*\.wasm/, first],
  ["our kernels", /kernels-.*\.wasm/, first],
])("a student's page loads without %s at first", async (_what, files, isLost) => {
  const { page, fates, tab } = await open(files, isLost);
  await expect.poll(() => tab.state.getAttribute("data-state")).toBe("ready");
  expect(await tab.backend.textContent()).toBe("WASM");
  expect(fates).toEqual({ lost: some, came: some });
  await page.close();
});

test("what never comes is named, with a button", async () => {
  const { page, tab } = await open(/assets\/WorkerPage-.*\.js/, () => true);
  await page.getByRole("heading", { name: "This page did not load" }).waitFor();
  await page.unrouteAll();
  await page.getByRole("button", { name: "Reload" }).click();
  await expect.poll(() => tab.state.getAttribute("data-state")).toBe("ready");
  await page.close();
});

test("a teacher's key that never comes is named, with a button", async () => {
  const page = await room.visitors.open("about:blank");
  await losing(page, /\/open\//, (request) => request === 1); // the page is there, and its question is lost
  await page.goto(new URL("/open/guess", room.coordinator.joinUrl).href);
  await page.getByRole("heading", { name: "The coordinator does not answer" }).waitFor();
  await page.getByRole("button", { name: "Load again" }).click();
  await page.getByText("This address was used, or is too old").waitFor();
  await page.close();
});

test("a part that never comes leaves the rest of its page, with a sentence and a button", async () => {
  const { page, tab } = await open(/assets\/AskModel-.*\.js/, () => true);
  await page.getByText("Show the models a picture").click();
  await page.getByText("This part of the page did not load").waitFor();
  await page.getByRole("button", { name: "Load again" }).waitFor();
  expect(await tab.state.getAttribute("data-state")).toBe("ready");
  await page.close();
});
