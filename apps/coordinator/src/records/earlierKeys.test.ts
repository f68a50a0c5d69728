/** Records of the version before the keys folder, which held tokens and the certificate. */
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { moveEarlierKeys } from "./earlierKeys";
import { fileRunStore } from "./fileRunStore";
import { makeFolder } from "./makeFolder";

const SAMPLE = join(import.meta.dirname, "samples", "1");

let records: string;
let keys: string;
let tokens: string[];
beforeEach(async () => {
  records = join(await mkdtemp(join(tmpdir(), "earlier-")), "records");
  keys = `${records}-keys`;
  await cp(SAMPLE, records, { recursive: true });
  await mkdir(join(records, "certificate"));
  await writeFile(join(records, "certificate", "key.pem"), "PRIVATE");
  await writeFile(join(records, "certificate", "certificate.pem"), "PUBLIC");
  const { instructorToken, workers } = JSON.parse(await readFile(roomFile(), "utf8"));
  tokens = [instructorToken, ...workers.map(({ token }: { token: string }) => token), "PRIVATE"];
});
afterEach(() => rm(join(records, ".."), { recursive: true }));

const roomFile = () => join(records, "KRUM-77", "room.json");
const keysFile = () => join(keys, "KRUM-77", "keys.json");

/** The tokens that some file of the folder holds. */
async function leaked(folder: string): Promise<string[]> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((f) => f.isFile());
  const bytes = await Promise.all(files.map((f) => readFile(join(f.parentPath, f.name), "latin1")));
  return tokens.filter((token) => bytes.some((text) => text.includes(token)));
}

/** Opens the store, which moves keys, and returns the room that it finds. */
async function open() {
  const said: string[] = [];
  const store = await fileRunStore(records, { report: (line) => said.push(line) });
  const { rooms, damaged } = await store.loadRooms();
  await store.close();
  return { rooms, damaged, said };
}

const tokensOf = ({ rooms: [room] }: Awaited<ReturnType<typeof open>>) => [
  room.instructorToken,
  ...room.workers.map(({ token }) => token),
];

describe("keys in records of an earlier version", () => {
  test("move at the first start, with one line, and none is lost", async () => {
    expect(await leaked(records)).toEqual(tokens);
    const first = await open();
    expect(first.said).toEqual([
      `${records} held keys (room KRUM-77, https): they are in ${keys} now, and no longer in the records`,
    ]);
    expect(await leaked(records)).toEqual([]);
    expect(await leaked(keys)).toEqual(tokens);
    expect(tokensOf(first)).toEqual(tokens.slice(0, -1));
    expect(first.rooms[0].problem).toBeUndefined();
    expect(await readdir(join(keys, "certificate"))).toEqual(["certificate.pem", "key.pem"]);
    expect(await readdir(records)).not.toContain("certificate");
    const second = await open();
    expect(second.said).toEqual([]);
    expect(tokensOf(second)).toEqual(tokens.slice(0, -1));
  });

  test("are whole after a kill between the two writes", async () => {
    const before = await readFile(roomFile(), "utf8");
    await open();
    await writeFile(roomFile(), before); // its keys were written, its record was not
    await mkdir(join(records, "certificate"));
    await writeFile(join(records, "certificate", "key.pem"), "PRIVATE");
    await rm(join(keys, "certificate", "certificate.pem"));
    const again = await open();
    expect(tokensOf(again)).toEqual(tokens.slice(0, -1));
    expect(await leaked(records)).toEqual([]);
    expect(await readFile(join(keys, "certificate", "key.pem"), "utf8")).toBe("PRIVATE");
  });

  test("go from a damaged room file, its copy and a draft too; the file as it was is with the keys", async () => {
    const whole = await readFile(roomFile(), "utf8");
    const until = whole.indexOf(tokens[3]) + 6; // torn in the middle of a token
    await writeFile(join(records, "KRUM-77", "room-damaged.json"), whole);
    await writeFile(`${roomFile()}.tmp`, whole);
    await truncate(roomFile(), until);
    tokens[3] = tokens[3].slice(0, 6);
    const { mtimeMs } = await stat(roomFile());
    const { rooms, damaged } = await open();
    expect(rooms).toEqual([]);
    expect(damaged).toEqual([
      { room: "KRUM-77", savedAt: expect.closeTo(mtimeMs, -1), problem: expect.stringMatching(/not JSON/) },
    ]);
    tokens = tokens.map((token) => `"${token}`); // the names of dummy tokens are words of the sample
    expect(await leaked(records)).toEqual([]);
    expect(await readFile(join(keys, "KRUM-77", "room-damaged.json"), "utf8")).toContain(tokens[1]);
  });

  test("do not replace a newer certificate", async () => {
    await makeFolder(join(keys, "certificate"));
    for (const name of ["key.pem", "certificate.pem"])
      await writeFile(join(keys, "certificate", name), "NEW");
    expect(await moveEarlierKeys(records, keys, fail)).toEqual(["room KRUM-77", "https"]);
    expect(await readFile(join(keys, "certificate", "key.pem"), "utf8")).toBe("NEW");
    expect(await leaked(records)).toEqual([]);
  });
});

function fail(error: Error): never {
  throw error;
}

describe("a room without its keys", () => {
  test.each([
    ["missing", /keys\.json cannot be used \(it is missing\)/, () => rm(keys, { recursive: true })],
    ["damaged", /keys\.json cannot be used \(it is not JSON\)/, () => writeFile(keysFile(), "{")],
    ["of another kind", /it does not hold the keys of a room/, () => writeFile(keysFile(), "[]")],
  ])("opens with new ones and says so: %s", async (_, reason, damage) => {
    const before = await open();
    await damage();
    const { rooms, damaged } = await open();
    expect(damaged).toEqual([]);
    const { problem, ...room } = rooms[0];
    expect(problem).toMatch(reason);
    expect(problem).toMatch(/its tabs join as new workers\. Its records are whole$/);
    const bare = ({ token: _, ...worker }: (typeof room.workers)[number]) => worker;
    expect(room.workers.map(bare)).toEqual(before.rooms[0].workers.map(bare));
    const fresh = tokensOf({ rooms, damaged, said: [] });
    expect(new Set([...fresh, ...tokens]).size).toBe(fresh.length + tokens.length);
    for (const token of fresh) expect(token).toMatch(/^[\w-]{22}$/);
  });

  test("counts the workers whose keys are missing", async () => {
    await open();
    const held = JSON.parse(await readFile(keysFile(), "utf8"));
    const [lost] = Object.keys(held.workers);
    delete held.workers[lost];
    await writeFile(keysFile(), JSON.stringify(held));
    const { rooms } = await open();
    expect(rooms[0].problem).toMatch(/keys\.json lacks the keys of 1 of 4 workers: they join as new ones$/);
    expect(rooms[0].instructorToken).toBe(tokens[0]);
  });
});

describe("the keys folder", () => {
  test.each(["", "/keys", "/../records/keys"])(
    "is refused in the records folder: records%s",
    async (below) => {
      await expect(fileRunStore(records, { keys: `${records}${below}` })).rejects.toMatchObject({
        code: "usage",
        message: expect.stringMatching(/^--keys .*: must not be in the records folder/),
      });
    },
  );
});
