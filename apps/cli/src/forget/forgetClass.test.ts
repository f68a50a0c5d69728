import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { programFor } from "../program";
import { forgetClass } from "./forgetClass";

let home: string;
let records: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "forget-class-"));
  records = join(home, "records");
  for (const folder of ["records", "records-keys"]) {
    for (const room of ["KRUM-42", "MEAN-7"]) {
      await mkdir(join(home, folder, room), { recursive: true });
      await writeFile(join(home, folder, room, "file.json"), room);
    }
  }
});
afterEach(() => rm(home, { recursive: true }));

const left = async () => [await readdir(records), await readdir(`${records}-keys`)];
const BOTH = [
  ["KRUM-42", "MEAN-7"],
  ["KRUM-42", "MEAN-7"],
];
const agreed = async () => true;
const forget = (room: string | undefined, more: Partial<Parameters<typeof forgetClass>[0]> = {}) =>
  forgetClass({ room, records, confirm: agreed, ...more });

describe("forgetClass", () => {
  test("deletes the room's records and keys when the user agrees, in any spelling of the code", async () => {
    const asked: string[] = [];
    const confirm = async (question: string) => asked.push(question) > 0;
    expect(await forget(" krum-42", { confirm })).toMatch(
      /^KRUM-42 is deleted: the records, vectors and keys/,
    );
    expect(asked).toEqual([
      `Delete the records, vectors and keys of KRUM-42 in ${records} and ${records}-keys for good?`,
    ]);
    expect(await left()).toEqual([["MEAN-7"], ["MEAN-7"]]);
  });

  test("deletes nothing when the user does not agree, or when nobody can be asked", async () => {
    expect(await forget("KRUM-42", { confirm: async () => false })).toBe("KRUM-42 stays as it was");
    await expect(forget("KRUM-42", { confirm: undefined })).rejects.toThrow(/for good: .* so give --yes$/);
    expect(await left()).toEqual(BOTH);
  });

  test("names the rooms that are there when it does not know the room, or got none", async () => {
    const there = "the rooms there are KRUM-42, MEAN-7";
    await expect(forget("KRUM-4")).rejects.toThrow(`${records} has no room KRUM-4: ${there}`);
    await expect(forget("../records")).rejects.toThrow(there);
    await expect(forget(undefined)).rejects.toThrow(`name the class to delete: ${there}`);
    expect(await left()).toEqual(BOTH);
  });

  test("refuses while a coordinator uses the folder", async () => {
    await writeFile(join(records, "coordinator.pid"), `${process.ppid}\n`);
    await expect(forget("KRUM-42")).rejects.toMatchObject({
      code: "held",
      message: expect.stringMatching(/is used by another coordinator \(process \d+\): stop it first/),
    });
    await rm(join(records, "coordinator.pid"));
    expect(await left()).toEqual(BOTH);
  });

  test("refuses a records folder that is not there, and does not make it", async () => {
    await expect(forget("KRUM-42", { records: join(home, "recrods") })).rejects.toThrow(
      /--records .*recrods: there is no such folder/,
    );
    expect(await readdir(home)).toEqual(["records", "records-keys"]);
  });

  test("is the command forget, with --yes, --records and --keys", async () => {
    await mkdir(join(home, "elsewhere", "KRUM-42"), { recursive: true });
    const args = ["forget", "KRUM-42", "--yes", "--records", records, "--keys", join(home, "elsewhere")];
    const program = await programFor(args, { version: "0", program: "npm" } as never);
    await program.parseAsync(args, { from: "user" });
    expect(await left()).toEqual([["MEAN-7"], ["KRUM-42", "MEAN-7"]]);
    expect(await readdir(join(home, "elsewhere"))).toEqual([]);
  });
});
