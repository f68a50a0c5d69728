import { refuse } from "@honest-majority/protocol";
import { expect, onTestFinished, test } from "vitest";
import { askForPass, givePasses } from "./pass";

// Node has BroadcastChannel too, and the channels of one process hear each other

function dashboard(room: string, issue: Parameters<typeof givePasses>[1]) {
  onTestFinished(givePasses(room, issue));
}

test("a swarm page gets a pass of its own from the dashboard of its room", async () => {
  let made = 0;
  dashboard("KRUM-1", async () => ({ ok: true, pass: `pass-${made++}` }));
  dashboard("MEAN-7", async () => ({ ok: true, pass: "of another room" }));
  const passes = await Promise.all([askForPass("KRUM-1"), askForPass("KRUM-1")]);
  expect(passes.sort()).toEqual(["pass-0", "pass-1"]);
});

test("without an instructor's dashboard there is no pass, and nobody waits for long", async () => {
  const brief = { answerMs: 50 };
  expect(await askForPass("KRUM-2", brief)).toBeUndefined();
  dashboard("KRUM-2", async () => refuse("not-allowed", "only the instructor may do this"));
  expect(await askForPass("KRUM-2", brief)).toBeUndefined();
  const openChannel = () => {
    throw new DOMException("site data is blocked", "SecurityError");
  };
  expect(await askForPass("KRUM-2", { openChannel })).toBeUndefined();
});
