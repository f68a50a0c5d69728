import { afterEach, expect, test, vi } from "vitest";
import { systemClock } from "./systemClock";

afterEach(() => {
  vi.restoreAllMocks();
});

test("the date follows the system's clock when that is set back, and the time for spans goes on", () => {
  const [now, date] = [systemClock.now(), systemClock.date()];
  vi.spyOn(Date, "now").mockReturnValue(date - 3_600_000);
  expect(systemClock.date()).toBe(date - 3_600_000);
  expect(systemClock.now()).toBeGreaterThanOrEqual(now);
});
