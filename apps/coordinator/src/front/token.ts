import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** 128 bits, safe in addresses. */
export function newToken(): string {
  return randomBytes(16).toString("base64url");
}

/** Compares in a time that tells nothing: both sides are hashed to one length first. */
export function sameToken(given: string, expected: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
