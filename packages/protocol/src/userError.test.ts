import { describe, expect, test } from "vitest";
import { isUserError, receivedError, sentError, UserError } from "./userError";

describe("UserError", () => {
  test("isUserError tells it from other errors, and one code from another", () => {
    const error = new UserError("data", "mnist: train-images is missing");
    expect(isUserError(error)).toBe(true);
    expect(isUserError(error, "data")).toBe(true);
    expect(isUserError(error, "port")).toBe(false);
    expect(isUserError(new Error("data"))).toBe(false);
  });

  test("its code survives a message to another thread", () => {
    const arrived = receivedError(structuredClone(sentError(new UserError("data", "no such file"))));
    expect(isUserError(arrived, "data")).toBe(true);
    expect(arrived.message).toBe("no such file");
  });

  test("another error keeps its name and message, and stays another", () => {
    const arrived = receivedError(structuredClone(sentError(new RangeError("f must be >= 0"))));
    expect(isUserError(arrived)).toBe(false);
    expect([arrived.name, arrived.message]).toEqual(["RangeError", "f must be >= 0"]);
    expect(receivedError(sentError("torn")).message).toBe("torn");
  });
});
