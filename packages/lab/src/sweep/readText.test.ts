import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodings } from "@honest-majority/testing/encodings";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SweepConfig } from "./cells";
import { committedStore } from "./committedStore";
import { compactLines } from "./compact";
import { mergeSweeps } from "./merge";
import { resultStore } from "./resultStore";
import { savedSweep } from "./savedSweep";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "text-"));
});
afterAll(() => rm(folder, { recursive: true }));

const sweep = SweepConfig.parse({ name: "mine", base: { rounds: 2 }, over: { seed: [1] } });
const exported = compactLines(sweep, new Map());

describe.each(encodings(exported))("a sweep that an editor saved as $name", ({ name, bytes }) => {
  test("is merged, and read from its folder", async () => {
    const file = join(folder, "mine.jsonl");
    await writeFile(file, bytes);
    const into = resultStore(join(folder, name));
    expect(await mergeSweeps(into, [file])).toMatchObject({ sweep, copied: 0 });
    const [json] = encodings(JSON.stringify(sweep)).filter((saved) => saved.name === name);
    await writeFile(join(into.folder, "sweep.json"), json.bytes);
    expect(await savedSweep(into)).toEqual(sweep);
    await writeFile(join(into.folder, "mine.jsonl"), bytes);
    expect(await committedStore(into.folder, "mine").load()).toEqual(new Map());
  });
});

test("a file that is no text is refused in one sentence with its name", async () => {
  const file = join(folder, "picture.jsonl");
  await writeFile(file, Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0xff));
  await expect(mergeSweeps(resultStore(join(folder, "none")), [file])).rejects.toThrow(
    /picture\.jsonl: it is not text: it must be saved as UTF-8[^\n]*$/,
  );
});
