/** Sends messages of every kind to a socket whose handlers return what they get. */
import {
  type Answer,
  DASHBOARD_REQUESTS,
  REFUSALS,
  type RequestShape,
  RunConfig,
  WORKER_REQUESTS,
} from "@honest-majority/protocol";
import { fitting, spoiled } from "@honest-majority/testing/requests";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { HOSTILE_REQUESTS } from "./hostileRequests.cases";
import { type Handlers, handlersFor, serve } from "./requests";

/** Texts that some schema takes. */
const WORDS = ["KRUM-1", "float32", "Ada", "bitFlip", "zero", "alie", "mean", "krum", "coordinateMedian"];

/** Answers with the request that a handler gets. */
function echo(requests: Readonly<Record<string, RequestShape>>) {
  const handle = (got?: unknown): Answer<{ got?: unknown }> => ({ ok: true, got });
  const handlers: Handlers = handlersFor(
    requests,
    Object.fromEntries(Object.keys(requests).map((event) => [event, handle])),
  );
  const reported: string[] = [];
  let receive: (event: string, ...args: unknown[]) => void = () => {};
  const socket = {
    onAny: (listener: typeof receive) => {
      receive = listener;
    },
    emit: () => {},
  };
  serve(socket, handlers, { report: (error) => reported.push(error.message), isStopping: () => false });
  const ask = (event: string, ...args: unknown[]) =>
    new Promise<Answer<{ got?: unknown }>>((resolve) =>
      receive(event, ...args, (answer: Answer) => resolve(answer)),
    );
  return { ask, reported };
}

const namespaces = {
  "/worker": { requests: WORKER_REQUESTS, ...echo(WORKER_REQUESTS) },
  "/dashboard": { requests: DASHBOARD_REQUESTS, ...echo(DASHBOARD_REQUESTS) },
} as const;
/** The room reads settings by itself. */
const settings = echo({ configure: { schema: RunConfig } });

/** A refusal is of the documented kind: short, on one line, and without more than forty characters of what came. */
function mustBeShort(answer: Answer): void {
  if (answer.ok) return;
  const { code, detail } = answer;
  const isShort = JSON.stringify(answer).length < 700 && !/(.)\1{40}/u.test(detail);
  const isOneLine = /^\P{C}+$/u.test(detail); // a lone surrogate is in C
  // `expect` would take most of the time of thousands of cases
  if (!isShort || !isOneLine || !Object.hasOwn(REFUSALS, code))
    throw new Error(`no short refusal: ${JSON.stringify(answer)}`);
}

/** Defines the tests; `runs`: spoiled messages of each kind. */
export function testRequests(runs: number): void {
  describe.each(Object.entries(namespaces))("requests on %s", (_, { requests, ask, reported }) => {
    const shapes = Object.entries<RequestShape>(requests).flatMap(([event, { schema, bytes }]) =>
      schema === undefined ? [] : [{ event, schema, beside: bytes ? [Buffer.alloc(4)] : [] }],
    );

    test.each(shapes)(
      "$event: its handler gets a valid request, and its normal form unchanged",
      async (shape) => {
        const { event, schema, beside } = shape;
        let valid = 0;
        await fc.assert(
          fc.asyncProperty(fitting(schema, WORDS), async (value) => {
            const answer = await ask(event, value, ...beside);
            mustBeShort(answer);
            if (answer.ok !== schema.safeParse(value).success) throw new Error(JSON.stringify(answer));
            if (!answer.ok) return;
            valid++;
            const again = await ask(event, answer.got, ...beside);
            expect(again).toEqual({ ok: true, got: answer.got });
          }),
          { numRuns: 200 },
        );
        expect(valid).toBeGreaterThan(3);
      },
    );

    test.each(shapes)("$event: a spoiled one is refused in a short sentence", async (shape) => {
      const { event, schema, beside } = shape;
      await fc.assert(
        fc.asyncProperty(spoiled(fitting(schema, WORDS)), async (value) => {
          mustBeShort(await ask(event, value, ...beside));
        }),
        { numRuns: runs },
      );
      expect(reported).toEqual([]);
      expect({}).not.toHaveProperty("polluted");
    });
  });

  test.each(HOSTILE_REQUESTS)("$what is refused in a short sentence", async ({ namespace, event, args }) => {
    const { ask, reported } = namespaces[namespace];
    const answer = await ask(event, ...args);
    expect(answer.ok).toBe(false);
    mustBeShort(answer);
    expect(reported).toEqual([]);
  });

  test("spoiled settings of a run are refused in a short sentence", async () => {
    const config = JSON.parse(JSON.stringify(RunConfig.parse({})));
    await fc.assert(
      fc.asyncProperty(spoiled(fc.constant(config)), async (value) => {
        mustBeShort(await settings.ask("configure", value));
      }),
      { numRuns: runs },
    );
    expect(settings.reported).toEqual([]);
  });
}
