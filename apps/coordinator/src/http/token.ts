import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { stream } from "@honest-majority/random";

/** 128 random bits in characters that are safe in URLs. */
export function newToken(): string {
  return randomBytes(16).toString("base64url");
}

/** Takes the same time for any two texts: both are hashed to one length first. */
export function sameToken(given: string, expected: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

/** A new list in a random order that nobody can predict. */
export function shuffled<T>(list: readonly T[]): T[] {
  return stream(randomBytes(6).readUIntBE(0, 6)).shuffle([...list]);
}
