import { expect, test } from "vitest";
import { RoomCode, WorkerName } from "./room";

test("RoomCode accepts lower case and surrounding blanks", () => {
  expect(RoomCode.parse(" krum-42 ")).toBe("KRUM-42");
});

test.each(["", "K", "KRUM_42", "../etc", "KRUM-", "KRUM-42-1", "KRUM-1234567", "KRÜM-1"])(
  "RoomCode refuses %j",
  (code) => {
    expect(RoomCode.safeParse(code).success).toBe(false);
  },
);

test("WorkerName removes invisible characters, and refuses an empty or too long name", () => {
  expect(WorkerName.parse("  Ada\u200b \n Lovelace\u0007 ")).toBe("Ada Lovelace");
  expect(WorkerName.safeParse("\u200b\u0000 ").success).toBe(false);
  expect(WorkerName.safeParse("x".repeat(25)).success).toBe(false);
});
