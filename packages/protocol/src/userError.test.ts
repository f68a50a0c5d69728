import { describe, expect, test } from "vitest";
import { isUserError, receivedError, sentError, UserError } from "./userError";

describe("UserError", () => {
  test("is recognized by isUserError, also by its code", () => {
    const error = new UserError("data", "mnist: train-images is missing");
    expect(isUserError(error)).toBe(true);
    expect(isUserError(error, "data")).toBe(true);
    expect(isUserError(error, "port")).toBe(false);
    expect(isUserError(new Error("data"))).toBe(false);
  });

  test("keeps its code in a message to another thread", () => {
    const arrived = receivedError(structuredClone(sentError(new UserError("data", "no such file"))));
    expect(isUserError(arrived, "data")).toBe(true);
    expect(arrived.message).toBe("no such file");
  });
});

describe("receivedError", () => {
  test("keeps the name and message of another error", () => {
    const arrived = receivedError(structuredClone(sentError(new RangeError("f must be >= 0"))));
    expect(isUserError(arrived)).toBe(false);
    expect([arrived.name, arrived.message]).toEqual(["RangeError", "f must be >= 0"]);
    expect(receivedError(sentError("torn")).message).toBe("torn");
  });
});
