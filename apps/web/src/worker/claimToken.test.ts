import { describe, expect, onTestFinished, test } from "vitest";
import { type Claim, type ClaimEnv, claimToken } from "./claimToken";

const openChannel = (name: string) => new BroadcastChannel(name);

async function claim(token: string, env: ClaimEnv = { openChannel }): Promise<Claim | undefined> {
  const claimed = await claimToken(token, env);
  onTestFinished(() => claimed?.release());
  return claimed;
}

describe("claimToken without Web Locks, as over plain http", () => {
  test("gives a token to one tab, until that one releases it", async () => {
    const first = await claim("ada");
    expect(first).toBeDefined();
    expect(await claim("ada")).toBeUndefined();
    first?.release();
    expect(await claim("ada")).toBeDefined();
  });

  test("gives other tokens meanwhile", async () => {
    await claim("ada");
    expect(await claim("ben")).toBeDefined();
  });

  test("gives a token where there is no channel either", async () => {
    const env: ClaimEnv = {
      openChannel() {
        throw new ReferenceError("BroadcastChannel is not defined");
      },
    };
    expect(await claim("ada", env)).toBeDefined();
  });
});

test("claimToken asks the other tabs where locks are refused, as where site data is blocked", async () => {
  const denied = () => Promise.reject(new DOMException("Access is denied", "SecurityError"));
  const env = { locks: { request: denied }, openChannel } as ClaimEnv;
  const first = await claim("ada", env);
  expect(first).toBeDefined();
  expect(await claim("ada", env)).toBeUndefined();
});
