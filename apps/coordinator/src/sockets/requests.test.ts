import type { Answer, Refusal } from "@honest-majority/protocol";
import { expect, test } from "vitest";
import { z } from "zod";
import { type Handlers, request, requestWithBytes, serve } from "./requests";

/** A socket that remembers what it was told, and lets a test speak. */
function desk(handlers: Handlers) {
  const refused: Refusal[] = [];
  const reported: string[] = [];
  let hear: (event: string, ...args: unknown[]) => void = () => {};
  const socket = {
    onAny: (listener: typeof hear) => {
      hear = listener;
    },
    emit: (_: "refused", refusal: Refusal) => refused.push(refusal),
  };
  serve(socket, handlers, (error, event) => reported.push(`${event}: ${error.message}`));
  const ask = (event: string, ...args: unknown[]) =>
    new Promise<Answer>((resolve) => hear(event, ...args, (answer: Answer) => resolve(answer)));
  return { ask, say: (event: string, ...args: unknown[]) => hear(event, ...args), refused, reported };
}

const handlers: Handlers = {
  greet: request(z.strictObject({ name: z.string() }), ({ name }) =>
    name === "boom" ? Promise.reject(new Error("no")) : { ok: true },
  ),
  send: requestWithBytes(z.strictObject({ n: z.int() }), ({ n }, bytes) =>
    n === bytes.length ? { ok: true } : { ok: false, code: "wrong-bytes", detail: "" },
  ),
};

test("a request that fits is handed on and answered", async () => {
  const { ask } = desk(handlers);
  expect(await ask("greet", { name: "Ada" })).toEqual({ ok: true });
  expect(await ask("send", { n: 2 }, new Uint8Array(2))).toEqual({ ok: true });
});

test("a malformed request is answered with the field and what must hold", async () => {
  const answer = await desk(handlers).ask("greet", { name: 7 });
  expect(answer).toMatchObject({ ok: false, code: "malformed" });
  expect(answer).toMatchObject({ detail: "name: Invalid input: expected string, received number" });
  expect(await desk(handlers).ask("greet")).toMatchObject({ code: "malformed" });
  expect(await desk(handlers).ask("send", { n: 1 }, "text")).toMatchObject({
    code: "malformed",
    detail: "the second argument must be bytes, got string",
  });
});

test("an unknown event is answered, names of Object's own among them", async () => {
  const { ask } = desk(handlers);
  expect(await ask("shout", {})).toMatchObject({ code: "unknown-event" });
  expect(await ask("constructor", {})).toMatchObject({ code: "unknown-event" });
});

test("a refusal finds its way without an acknowledgement", async () => {
  const { say, refused } = desk(handlers);
  say("shout");
  say("greet", { name: 7 });
  await new Promise((resolve) => setImmediate(resolve));
  expect(refused.map(({ code }) => code)).toEqual(["unknown-event", "malformed"]);
});

test("what throws inside is reported and answered, not thrown on", async () => {
  const { ask, reported } = desk(handlers);
  expect(await ask("greet", { name: "boom" })).toMatchObject({
    ok: false,
    detail: "the coordinator could not handle greet: no",
  });
  expect(reported).toEqual(["greet: no"]);
});

test("a refusal stays short, however much came", async () => {
  const { ask } = desk(handlers);
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

test("fields without number and bytes in the first place are said as what they are", async () => {
  const { ask } = desk(handlers);
  const crowd = { name: "Ada", of: Array.from({ length: 250 }, () => ({})) };
  const tooMany = { code: "malformed", detail: "a request has at most 200 fields in all, this one has more" };
  expect(await ask("greet", crowd)).toMatchObject(tooMany);
  const bytes = { code: "malformed", detail: "the first argument must be an object, got bytes" };
  expect(await ask("greet", new Uint8Array(3))).toMatchObject(bytes);
});
