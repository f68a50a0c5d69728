/** One door for every event: parse, hand on, answer. Nothing that comes in can throw past it. */
import { type Answer, type Refusal, refuse } from "@honest-majority/protocol";
import { z } from "zod";

type Handler = (args: unknown[]) => Answer | Promise<Answer>;
export type Handlers = Readonly<Record<string, Handler>>;

/** A handler for an event with one request object. */
export function request<Schema extends z.ZodType>(
  schema: Schema,
  handle: (request: z.output<Schema>) => Answer | Promise<Answer>,
): Handler {
  return ([input]) => {
    const parsed = schema.safeParse(input);
    return parsed.success ? handle(parsed.data) : malformed(parsed.error);
  };
}

/** A handler for an event with a header and bytes beside it. */
export function requestWithBytes<Schema extends z.ZodType>(
  schema: Schema,
  handle: (header: z.output<Schema>, bytes: Uint8Array) => Answer | Promise<Answer>,
): Handler {
  return ([input, bytes]) => {
    const parsed = schema.safeParse(input);
    if (!parsed.success) return malformed(parsed.error);
    if (!(bytes instanceof Uint8Array)) {
      return refuse(
        "malformed",
        `the second argument must be bytes, got ${bytes === null ? "null" : typeof bytes}`,
      );
    }
    return handle(parsed.data, bytes);
  };
}

export function malformed(error: z.ZodError): Refusal {
  return refuse("malformed", z.prettifyError(error).replaceAll("\n", " "));
}

export interface EventSource {
  onAny(listener: (event: string, ...args: unknown[]) => void): unknown;
  emit(event: "refused", refusal: Refusal & { event: string }): unknown;
}

/** Answers every event by its acknowledgement, or by `refused` where it carries none. */
export function serve(
  socket: EventSource,
  handlers: Handlers,
  report: (error: Error, event: string) => void,
): void {
  socket.onAny((event, ...args) => {
    const last = args.at(-1);
    const ack = typeof last === "function" ? (last as (answer: Answer) => void) : undefined;
    const answer = (given: Answer) => {
      if (ack !== undefined) ack(given);
      else if (!given.ok) socket.emit("refused", { ...given, event });
    };
    const handler = Object.hasOwn(handlers, event) ? handlers[event] : undefined;
    if (handler === undefined) {
      answer(
        refuse(
          "unknown-event",
          `there is no event "${event}" here; known: ${Object.keys(handlers).join(", ")}`,
        ),
      );
      return;
    }
    Promise.resolve()
      .then(() => handler(ack === undefined ? args : args.slice(0, -1)))
      .then(answer)
      .catch((error: Error) => {
        report(error, event);
        answer(refuse("malformed", `the coordinator could not handle ${event}: ${error.message}`));
      });
  });
}
