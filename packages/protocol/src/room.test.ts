import { expect, test } from "vitest";
import { RoomCode } from "./room";

test("RoomCode accepts lower case and surrounding blanks", () => {
  expect(RoomCode.parse(" krum-42 ")).toBe("KRUM-42");
});

test.each(["", "K", "KRUM_42", "../etc", "KRUM-", "KRUM-42-1", "KRUM-1234567", "KRÜM-1"])(
  "RoomCode refuses %j",
  (code) => {
    expect(RoomCode.safeParse(code).success).toBe(false);
  },
);
