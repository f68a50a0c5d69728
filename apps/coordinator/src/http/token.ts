import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** 128 random bits in characters that are safe in URLs. */
export function newToken(): string {
  return randomBytes(16).toString("base64url");
}

/** Takes the same time for any two texts: both are hashed to one length first. */
export function sameToken(given: string, expected: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
