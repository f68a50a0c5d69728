import { expect, test } from "vitest";
import { RoomCode, WorkerName } from "./room";

test("a room code is forgiven its case and the blanks around it", () => {
  expect(RoomCode.parse(" krum-42 ")).toBe("KRUM-42");
});

test.each(["", "K", "KRUM_42", "../etc", "KRUM-", "KRUM-42-1", "KRUM-1234567", "KRÜM-1"])(
  "%j is no room code",
  (code) => {
    expect(RoomCode.safeParse(code).success).toBe(false);
  },
);

test("a name loses what cannot be seen, and must leave something", () => {
  expect(WorkerName.parse("  Ada\u200b \n Lovelace\u0007 ")).toBe("Ada Lovelace");
  expect(WorkerName.safeParse("\u200b\u0000 ").success).toBe(false);
  expect(WorkerName.safeParse("x".repeat(25)).success).toBe(false);
});
