import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NPM_SCRIPTS, RunConfig } from "@honest-majority/protocol";
import { expect, test } from "vitest";
import { openLaboratory } from "../run/laboratory";
import { resultStore } from "./resultStore";
import { runCell } from "./runCell";

const laboratory = await openLaboratory("data", NPM_SCRIPTS);
const config = (input: object) =>
  RunConfig.parse({ model: "softmax", workers: 3, rounds: 3, evaluateEvery: 2, ...input });
const backdoor = config({ attack: "backdoor", attackers: 1 });

test("runCell stores attack success in its final and its curve, and only for an attack with a trigger", async () => {
  const folder = await mkdtemp(join(tmpdir(), "cell-"));
  try {
    const store = resultStore(folder);
    await store.load(); // makes the folder
    await store.keep("a", await runCell(laboratory, backdoor, () => {}));
    await store.keep("b", await runCell(laboratory, config({ attack: "zero", attackers: 1 }), () => {}));
    const stored = await store.load();
    const { final, curve } = stored.get("a")!;
    expect(curve.rounds).toEqual([0, 1, 2]);
    expect(curve.attackSuccess).toHaveLength(3);
    expect(final.attackSuccess).toBe(curve.attackSuccess?.[2]);
    expect(final.attackSuccess).toBeGreaterThanOrEqual(0);
    expect(stored.get("b")!.final).not.toHaveProperty("attackSuccess");
    expect(stored.get("b")!.curve).not.toHaveProperty("attackSuccess");
  } finally {
    await rm(folder, { recursive: true });
  }
});
