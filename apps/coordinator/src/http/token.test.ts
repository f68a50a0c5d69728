import { expect, test } from "vitest";
import { newToken, sameToken } from "./token";

test("newToken makes different tokens that need no escaping in a URL", () => {
  const tokens = Array.from({ length: 1000 }, newToken);
  expect(new Set(tokens).size).toBe(1000);
  for (const token of tokens) expect(token).toMatch(/^[A-Za-z0-9_-]{22}$/); // 16 bytes in base64url
});

test.each([["secret"], [""], ["secre"], ["secretx"], ["Secret"], ["sécret"]])(
  "sameToken compares %j, also with another length, without an error",
  (given) => {
    expect(sameToken(given, "secret")).toBe(given === "secret");
  },
);
