import { GUESS_SECONDS, LIMITS } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { roomFinder } from "./findRoom";

const room = { knows: (token: string) => token === "ada" };

function finder() {
  const clock = { ms: 1_000 };
  const find = roomFinder(
    (code) => (code === "KRUM-1" ? room : undefined),
    () => clock.ms,
  );
  const guess = (address: string | undefined, times: number) => {
    for (let i = 0; i < times; i++) find(`KRUM-${i + 2}`, { address });
  };
  return { clock, find, guess };
}

describe("roomFinder", () => {
  test("refuses right and wrong codes alike once an address has guessed too often, and other addresses not", () => {
    const { find, guess } = finder();
    guess("10.0.0.5", LIMITS.guesses.most - 1);
    expect(find("KRUM-1", { address: "10.0.0.5" })).toBe(room);
    guess("10.0.0.5", 1);
    for (const code of ["KRUM-1", "KRUM-2"])
      expect(find(code, { address: "10.0.0.5" })).toMatchObject({ code: "too-many" });
    expect(find("KRUM-1", { address: "10.0.0.6" })).toBe(room);
  });

  test("gives one guess back after a while", () => {
    const { clock, find, guess } = finder();
    guess("10.0.0.5", LIMITS.guesses.most);
    clock.ms += GUESS_SECONDS * 1_000 - 1;
    expect(find("KRUM-9", { address: "10.0.0.5" })).toMatchObject({ code: "too-many" });
    clock.ms += 1;
    expect(find("KRUM-9", { address: "10.0.0.5" })).toMatchObject({ code: "wrong-room" });
    expect(find("KRUM-1", { address: "10.0.0.5" })).toMatchObject({ code: "too-many" });
  });

  test("lets a token of the room in all the same, and slows nobody on this machine", () => {
    const { find, guess } = finder();
    guess("10.0.0.5", 100);
    expect(find("KRUM-1", { address: "10.0.0.5", token: "ada" })).toBe(room);
    expect(find("KRUM-1", { address: "10.0.0.5", token: "eve" })).toMatchObject({ code: "too-many" });
    guess(undefined, 100);
    expect(find("KRUM-1", { address: undefined })).toBe(room);
  });
});
