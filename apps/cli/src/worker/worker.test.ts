import { describe, expect, test } from "vitest";
import { flagsOf } from "../commandLine.cases";
import { defineWorker, workerOptions } from "./worker";

const parse = async (text: string) =>
  workerOptions(await flagsOf(defineWorker, text === "" ? [] : text.split(" ")));

describe("workerOptions", () => {
  test("reads an address, a room, a number of workers, a name and an attack", async () => {
    expect(
      await parse("--url http://10.0.0.2:8080/join/KRUM-42 --room krum-42 --count 8 --attack alie"),
    ).toEqual({
      url: "http://10.0.0.2:8080",
      room: "KRUM-42",
      count: 8,
      name: undefined,
      attack: { kind: "alie" },
    });
    expect(
      await parse('--url http://a --room AB --attack {"kind":"foe","epsilon":2} --name Eve'),
    ).toMatchObject({
      count: 1,
      name: "Eve",
      attack: { kind: "foe", epsilon: 2 },
    });
  });

  test.each([
    ["", /--url and --room must be given/],
    ["--url here --room AB", /--url must be an address such as http:\/\/localhost:8080, got here/],
    ["--url http://a --room !", /--room: must be 2 to 12 letters/],
    ["--url http://a --room AB --count 0", /--count must be an integer from 1 to 256, got "0"/],
    ["--url http://a --room AB --attack kindness", /--attack kindness: /],
    ["--url http://a --room AB --attack {", /--attack {: must be JSON: line 1, column 2/],
    ["--url http://a --room AB --speed 9", /unknown flag --speed; --help/],
  ])("rejects %j with a sentence", async (text, message) => {
    await expect(parse(text)).rejects.toThrow(message);
  });
});
