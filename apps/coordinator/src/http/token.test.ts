import { expect, test } from "vitest";
import { newToken, sameToken } from "./token";

test("no two tokens are alike, and each stands in an address as it is", () => {
  const tokens = Array.from({ length: 1000 }, newToken);
  expect(new Set(tokens).size).toBe(1000);
  for (const token of tokens) expect(token).toMatch(/^[A-Za-z0-9_-]{22}$/); // 16 bytes in base64url
});

test.each([["secret"], [""], ["secre"], ["secretx"], ["Secret"], ["sécret"]])(
  "%j is compared with another length or letter without a throw",
  (given) => {
    expect(sameToken(given, "secret")).toBe(given === "secret");
  },
);
