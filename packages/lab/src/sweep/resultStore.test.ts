import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { resultStore } from "./resultStore";
import { savedSweep } from "./savedSweep";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "results-"));
  await mkdir(join(folder, "cells"));
});
afterAll(() => rm(folder, { recursive: true }));

const final = { accuracy: 0.5, loss: 1, rounds: 2, diverged: false };
const whole = JSON.stringify({ final, seconds: 1, curve: { rounds: [0], accuracy: [0.5] } });
/** JSON in a text that is no UTF-8. */
const noText = Uint8Array.of(0x22, 0xff, 0xfe, 0x22);

test("load leaves damaged cells out, so that the sweep makes them again", async () => {
  const damaged = { cut: whole.slice(0, 40), zeros: "\0".repeat(40), other: "{}", noText };
  await writeFile(join(folder, "cells", "whole.json"), whole);
  for (const [id, bytes] of Object.entries(damaged))
    await writeFile(join(folder, "cells", `${id}.json`), bytes);
  expect([...(await resultStore(folder).load()).keys()]).toEqual(["whole"]);
});

test.each([
  ["cut short", '{"name": "mi'],
  ["without a name", "{}"],
])("savedSweep says what to do with a sweep.json that is %s", async (_, text) => {
  await writeFile(join(folder, "sweep.json"), text);
  await expect(savedSweep(resultStore(folder))).rejects.toThrow(
    /sweep\.json is damaged, or of another version: start its sweep again, which writes it and keeps/,
  );
});
