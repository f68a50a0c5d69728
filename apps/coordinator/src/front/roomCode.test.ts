import { RoomCode } from "@honest-majority/protocol";
import { expect, test } from "vitest";
import { newRoomCode } from "./roomCode";

test("the first word with the lowest number, the last with the highest", () => {
  expect(newRoomCode(() => 0)).toBe("KRUM-10");
  expect(newRoomCode((n) => n - 1)).toBe("EPOCH-99");
});

test("every code is one that a join takes, as it stands", () => {
  for (let word = 0; word < 12; word++) {
    const code = newRoomCode((n) => (n === 90 ? 32 : word));
    expect(RoomCode.parse(code)).toBe(code);
  }
  expect(RoomCode.safeParse(newRoomCode()).success).toBe(true);
});
