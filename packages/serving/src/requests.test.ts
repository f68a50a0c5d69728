import { type Answer, FlipManyRequest, type Refusal } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { type Handlers, request, requestWithBytes, serve } from "./requests";

/** Serves a socket on which the test sends events; collects refusals and reports. */
function served(handlers: Handlers, isStopping = () => false) {
  const refused: Refusal[] = [];
  const reported: string[] = [];
  let receive: (event: string, ...args: unknown[]) => void = () => {};
  const socket = {
    onAny: (listener: typeof receive) => {
      receive = listener;
    },
    emit: (_: "refused", refusal: Refusal) => refused.push(refusal),
  };
  const report = (error: Error, event: string) => reported.push(`${event}: ${error.message}`);
  serve(socket, handlers, { report, isStopping });
  const ask = (event: string, ...args: unknown[]) =>
    new Promise<Answer>((resolve) => receive(event, ...args, (answer: Answer) => resolve(answer)));
  return { ask, send: (event: string, ...args: unknown[]) => receive(event, ...args), refused, reported };
}

const handlers: Handlers = {
  greet: request(z.strictObject({ name: z.string() }), ({ name }) =>
    name === "boom" ? Promise.reject(new Error("no")) : { ok: true },
  ),
  send: requestWithBytes(z.strictObject({ n: z.int() }), ({ n }, bytes) =>
    n === bytes.length ? { ok: true } : { ok: false, code: "wrong-bytes", detail: "" },
  ),
};

describe("serve", () => {
  test("passes a valid request to its handler and answers", async () => {
    const { ask } = served(handlers);
    expect(await ask("greet", { name: "Ada" })).toEqual({ ok: true });
    expect(await ask("send", { n: 2 }, new Uint8Array(2))).toEqual({ ok: true });
  });

  test("makes an answer that is a function when it sends it", async () => {
    let rounds = 0;
    const { ask } = served({
      watch: () => {
        queueMicrotask(() => rounds++); // a round closes between the handler's return and the answer
        return () => ({ ok: true, rounds });
      },
    });
    expect(await ask("watch")).toEqual({ ok: true, rounds: 1 });
  });

  test("refuses a malformed request with the field and what must hold", async () => {
    const answer = await served(handlers).ask("greet", { name: 7 });
    expect(answer).toMatchObject({ ok: false, code: "malformed" });
    expect(answer).toMatchObject({ detail: "name: Invalid input: expected string, received number" });
    expect(await served(handlers).ask("greet")).toMatchObject({ code: "malformed" });
    expect(await served(handlers).ask("send", { n: 1 }, "text")).toMatchObject({
      code: "malformed",
      detail: "the second argument must be bytes, got string",
    });
  });

  test("refuses an unknown event, also one with a name of Object.prototype", async () => {
    const { ask } = served(handlers);
    expect(await ask("shout", {})).toMatchObject({ code: "unknown-event" });
    expect(await ask("constructor", {})).toMatchObject({ code: "unknown-event" });
  });

  test("answers `unavailable` without a report while it is stopping, also what a handler had begun", async () => {
    let stopping = false;
    let fail = () => {};
    const slow: Handlers = {
      wait: () => new Promise((_, reject) => (fail = () => reject(new Error("the thread is closed")))),
    };
    const { ask, reported } = served(slow, () => stopping);
    const begun = ask("wait");
    await Promise.resolve();
    stopping = true;
    fail();
    for (const answer of [await begun, await ask("wait")])
      expect(answer).toMatchObject({ code: "unavailable", detail: expect.stringMatching(/is stopping/) });
    expect(reported).toEqual([]);
  });

  test("sends a refusal as an event when there is no acknowledgement", async () => {
    const { send, refused } = served(handlers);
    send("shout");
    send("greet", { name: 7 });
    await new Promise((resolve) => setImmediate(resolve));
    expect(refused.map(({ code }) => code)).toEqual(["unknown-event", "malformed"]);
  });

  test("reports and answers an error that a handler throws", async () => {
    const { ask, reported } = served(handlers);
    expect(await ask("greet", { name: "boom" })).toMatchObject({
      code: "unavailable",
      detail: "the coordinator could not handle greet: no",
    });
    expect(reported).toEqual(["greet: no"]);
  });

  test("keeps a refusal short, whatever the size of the request", async () => {
    const { ask } = served(handlers);
    const crowd = Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`field${i}`, i]));
    const answers = await Promise.all([
      ask("greet", crowd),
      ask("greet", { name: "Ada", more: [[crowd]] }),
      ask("greet", new Uint8Array(100_000)),
      ask(
        "greet",
        Array.from({ length: 100_000 }, () => 0),
      ),
      ask("send", new Uint8Array(100_000), { n: 1 }),
      ask("greet", { ["x".repeat(100_000)]: 1 }),
      ask("x".repeat(100_000)),
    ]);
    for (const answer of answers) {
      expect(answer.ok).toBe(false);
      expect(JSON.stringify(answer).length).toBeLessThan(700);
    }
  });

  test("takes a request that names every worker of a full room", async () => {
    const flipped: unknown[] = [];
    const { ask } = served({
      flip: request(FlipManyRequest, ({ who }) => {
        flipped.push(who);
        return { ok: true };
      }),
    });
    const workers = Array.from({ length: 256 }, (_, i) => `w${i}`);
    const role = { kind: "malicious", attack: { kind: "bitFlip", factor: 10 } };
    expect(await ask("flip", { who: { workers }, role, from: 3 })).toEqual({ ok: true });
    expect(flipped).toEqual([{ workers }]);
    const detail = 'who: must be "all", { random: 1 … 256 } or { workers: [1 … 256 ids] }';
    for (const who of [{ workers: [...workers, "w256"] }, { random: 1.5 }, {}])
      expect(await ask("flip", { who, role })).toMatchObject({ code: "malformed", detail });
  });

  test("refuses too many fields, and bytes as the first argument", async () => {
    const { ask } = served(handlers);
    const crowd = { name: "Ada", of: Array.from({ length: 300 }, () => ({})) };
    const tooMany = {
      code: "malformed",
      detail: "a request has at most 300 fields in all, this one has more",
    };
    expect(await ask("greet", crowd)).toMatchObject(tooMany);
    const bytes = { code: "malformed", detail: "the first argument must be an object, got bytes" };
    expect(await ask("greet", new Uint8Array(3))).toMatchObject(bytes);
  });
});
