import { RoomCode } from "@honest-majority/protocol";
import { expect, test } from "vitest";
import { newRoomCode } from "./roomCode";

test("the first word with the lowest number, the last with the highest", () => {
  expect(newRoomCode({ pick: () => 0 })).toBe("KRUM-10");
  expect(newRoomCode({ pick: (n) => n - 1 })).toBe("EPOCH-99");
});

test("every code is one that a join takes, as it stands", () => {
  for (let word = 0; word < 12; word++) {
    const code = newRoomCode({ pick: (n) => (n === 90 ? 32 : word) });
    expect(RoomCode.parse(code)).toBe(code);
  }
  expect(RoomCode.safeParse(newRoomCode()).success).toBe(true);
});

test("a code that a class of long ago has on disk is not given to another", () => {
  const draws = [0, 0, 0, 0, 0, 1]; // KRUM-10 twice, then KRUM-11
  expect(newRoomCode({ taken: ["KRUM-10"], pick: () => draws.shift() ?? 0 })).toBe("KRUM-11");
  // were all of two digits taken, there are those of three
  expect(newRoomCode({ taken: ["KRUM-10"], pick: () => 0 })).toBe("KRUM-100");
});
