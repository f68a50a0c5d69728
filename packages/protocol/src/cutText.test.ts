import { expect, test } from "vitest";
import { cutText } from "./cutText";
import { refuse } from "./refusal";

test("cutText keeps short texts, cuts long ones, and halves no character", () => {
  expect(cutText("krum", 4)).toBe("krum");
  expect(cutText("krum", 3)).toBe("kru");
  expect(cutText("ab🙂c", 3)).toBe("ab");
  expect(cutText("ab🙂c", 4)).toBe("ab🙂");
  expect(cutText("🙂", 2)).toBe("🙂");
});

test("a refusal is a well-formed text wherever its sentence is cut", () => {
  for (const before of ["", "x"]) {
    const { detail } = refuse("malformed", `${before}${"🙂".repeat(2_000)}`);
    expect(detail).toMatch(/🙂…$/u);
    expect(encodeURIComponent(detail)).not.toBe(""); // throws at half a character
  }
});
