/** Parses every event, passes it to its handler and answers. Nothing that a client sends makes it throw. */
import {
  type Answer,
  describeConfigError,
  quoted,
  type Refusal,
  type RequestShape,
  refuse,
} from "@honest-majority/protocol";
import type { z } from "zod";

/**
 * An answer, or how to make it at the moment when it is sent. What a handler returns is sent a little later; an answer with
 * the state that later events change must not be older than an event that is sent before it.
 */
export type Given = Answer | (() => Answer);

export type Handler = (args: unknown[]) => Given | Promise<Given>;
export type Handlers = Readonly<Record<string, Handler>>;

/** A handler for an event with one request object. */
export function request<Schema extends z.ZodType>(
  schema: Schema,
  handle: (request: z.output<Schema>) => Given | Promise<Given>,
): Handler {
  return ([input]) => {
    const parsed = read(schema, input);
    return parsed.ok ? handle(parsed.request) : parsed;
  };
}

/** A handler for an event with a header and bytes beside it. */
export function requestWithBytes<Schema extends z.ZodType>(
  schema: Schema,
  handle: (header: z.output<Schema>, bytes: Uint8Array) => Given | Promise<Given>,
): Handler {
  return ([input, bytes]) => {
    const parsed = read(schema, input);
    if (!parsed.ok) return parsed;
    if (!(bytes instanceof Uint8Array)) {
      return refuse(
        "malformed",
        `the second argument must be bytes, got ${bytes === null ? "null" : typeof bytes}`,
      );
    }
    return handle(parsed.request, bytes);
  };
}

/** What handles a request of this shape. */
type Handle<Shape extends RequestShape> = Shape extends { schema: infer Schema extends z.ZodType }
  ? Shape extends { bytes: true }
    ? (header: z.output<Schema>, bytes: Uint8Array) => Given | Promise<Given>
    : (request: z.output<Schema>) => Given | Promise<Given>
  : () => Given | Promise<Given>;

/** Handlers of all these requests; each reads its arguments by the request's schema. */
export function handlersFor<Requests extends Readonly<Record<string, RequestShape>>>(
  requests: Requests,
  handle: { [Event in keyof Requests]: Handle<Requests[Event]> },
): Record<keyof Requests & string, Handler> {
  const handlers = Object.entries<RequestShape>(requests).map(([event, { schema, bytes }]) => {
    const own = handle[event] as Handle<{ schema: z.ZodType; bytes: true }> & (() => Given);
    if (schema === undefined) return [event, () => own()];
    return [event, bytes ? requestWithBytes(schema, own) : request(schema, own as never)];
  });
  return Object.fromEntries(handlers) as Record<keyof Requests & string, Handler>;
}

/** Of a whole request, nested objects and entries of lists included. The largest names the 256 workers of a full room. */
const MOST_FIELDS = 300;

/**
 * Counts the fields before it parses: zod names every unknown field, and one message may hold millions. Six megabytes
 * of them blocked every socket for five seconds, and the answer had eighty megabytes.
 */
function read<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
): { ok: true; request: z.output<Schema> } | Refusal {
  if (ArrayBuffer.isView(input)) {
    return refuse("malformed", "the first argument must be an object, got bytes");
  }
  if (fieldsLeft(MOST_FIELDS, input) < 0) {
    return refuse("malformed", `a request has at most ${MOST_FIELDS} fields in all, this one has more`);
  }
  const parsed = schema.safeParse(input);
  if (parsed.success) return { ok: true, request: parsed.data };
  return refuse("malformed", describeConfigError(parsed.error));
}

/** `allowed` less the fields of `value` and of all objects within it; negative when there are more. */
function fieldsLeft(allowed: number, value: unknown): number {
  if (typeof value !== "object" || value === null) return allowed;
  if (ArrayBuffer.isView(value)) return allowed - value.byteLength;
  const fields: unknown[] = Object.values(value);
  let left = allowed - fields.length;
  for (const field of fields) {
    if (left < 0) break;
    left = fieldsLeft(left, field);
  }
  return left;
}

export interface EventSource {
  onAny(listener: (event: string, ...args: unknown[]) => void): unknown;
  emit(event: "refused", refusal: Refusal & { event: string }): unknown;
}

export interface ServingParts {
  /** Told of an error that a handler throws. */
  report: (error: Error, event: string) => void;
  /** Whether the coordinator is being closed: rooms are gone, and connections end soon. */
  isStopping: () => boolean;
}

/** Answers every event by its acknowledgement, or by `refused` when it has none. */
export function serve(socket: EventSource, handlers: Handlers, { report, isStopping }: ServingParts): void {
  socket.onAny((event, ...args) => {
    const last = args.at(-1);
    const ack = typeof last === "function" ? (last as (answer: Answer) => void) : undefined;
    const answer = (given: Given) => {
      const made = typeof given === "function" ? given() : given;
      if (ack !== undefined) ack(made);
      else if (!made.ok) socket.emit("refused", { ...made, event: quoted(event) });
    };
    const handler = Object.hasOwn(handlers, event) ? handlers[event] : undefined;
    if (handler === undefined) {
      answer(
        refuse(
          "unknown-event",
          `there is no event "${quoted(event)}" here; known: ${Object.keys(handlers).join(", ")}`,
        ),
      );
      return;
    }
    if (isStopping()) {
      answer(STOPPING);
      return;
    }
    Promise.resolve()
      .then(() => handler(ack === undefined ? args : args.slice(0, -1)))
      .then(answer)
      .catch((error: Error) => {
        if (isStopping()) return answer(STOPPING); // what the handler needed was closed under it
        report(error, event);
        answer(refuse("unavailable", `the coordinator could not handle ${event}: ${error.message}`));
      });
  });
}

const STOPPING = refuse("unavailable", "the coordinator is stopping: connect again in a second or two");
