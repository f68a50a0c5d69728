import { RoomCode } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { newRoomCode } from "./roomCode";

describe("newRoomCode", () => {
  test("goes from the first word with the lowest number to the last word with the highest", () => {
    expect(newRoomCode({ pick: () => 0 })).toBe("KRUM-1000");
    expect(newRoomCode({ pick: (n) => n - 1 })).toBe("EPOCH-9999");
  });

  test("makes codes that RoomCode accepts unchanged", () => {
    for (let word = 0; word < 12; word++) {
      const code = newRoomCode({ pick: (n) => (n === 9000 ? 32 : word) });
      expect(RoomCode.parse(code)).toBe(code);
    }
    expect(RoomCode.safeParse(newRoomCode()).success).toBe(true);
  });

  test("makes no code that is taken", () => {
    const draws = [0, 0, 0, 0, 0, 1]; // KRUM-1000 twice, then KRUM-1001
    expect(newRoomCode({ taken: ["KRUM-1000"], pick: () => draws.shift() ?? 0 })).toBe("KRUM-1001");
    // when all codes with four digits are taken, it uses five
    expect(newRoomCode({ taken: ["KRUM-1000"], pick: () => 0 })).toBe("KRUM-10000");
  });
});
