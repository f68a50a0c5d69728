/** Replaces vitest in a page's bundle, with the parts that case files use, so that they run there unchanged. */

type Body = () => void | Promise<void>;
interface Case {
  name: string;
  body: Body;
}

export interface CaseResult {
  name: string;
  /** Undefined when it passed. */
  failure?: string;
  ms: number;
}

const cases: Case[] = [];
let prefix = "";

/** Runs every case that was registered since the last call, in order. `now`: milliseconds. */
export async function runCases(now: () => number): Promise<CaseResult[]> {
  const results: CaseResult[] = [];
  for (const { name, body } of cases.splice(0)) {
    const started = now();
    let failure: string | undefined;
    try {
      await body();
    } catch (error) {
      failure = error instanceof Error ? `${error.message}\n${error.stack}`.slice(0, 1500) : String(error);
    }
    results.push({ name, failure, ms: now() - started });
  }
  return results;
}

export const describe = withVariants((name: string, body: () => void) => {
  const outer = prefix;
  prefix = `${outer}${name} > `;
  body();
  prefix = outer;
});

export const test = withVariants((name: string, body: Body) => {
  cases.push({ name: prefix + name, body });
});

/** Adds `each` and `skipIf`, as far as case files use them. */
function withVariants<B>(register: (name: string, body: B) => void) {
  return Object.assign(register, {
    skipIf: (skip: unknown) => (skip ? () => {} : register),
    each:
      <Row>(rows: readonly Row[]) =>
      (name: string, body: (...row: unknown[]) => unknown) => {
        for (const row of rows) {
          const values = Array.isArray(row) ? row : [row];
          register(named(name, values), (() => body(...values)) as B);
        }
      },
  });
}

/** Fills in `%i × %i` and `$name`. */
function named(name: string, values: readonly unknown[]): string {
  let at = 0;
  const fields = Object(values[0]) as Record<string, unknown>;
  return name
    .replace(/%[sidfjo]/g, () => String(values[at++]))
    .replace(/\$(\w+)/g, (_, field: string) => String(fields[field]));
}

type Matcher = (received: unknown, ...expected: never[]) => { pass: boolean; message(): string };
type Assertion = Record<string, (...expected: unknown[]) => void>;

const asText = (value: unknown) =>
  JSON.stringify(value, (_, x) => (ArrayBuffer.isView(x) ? [...(x as Float32Array)] : x));

/** The matchers that case files use; `expect.extend` adds more. */
const matchers: Record<string, Matcher> = {
  toBe: (received, expected: unknown) => verdict(Object.is(received, expected), received, expected),
  toEqual: (received, expected: unknown) =>
    verdict(asText(received) === asText(expected), received, expected),
  toHaveLength: (received, length: number) =>
    verdict((received as ArrayLike<unknown>).length === length, received, length),
  toBeCloseTo: (received, expected: number, digits: number) =>
    verdict(Math.abs((received as number) - expected) < 10 ** -digits / 2, received, expected),
};

function verdict(pass: boolean, received: unknown, expected: unknown) {
  return { pass, message: () => `expected ${asText(expected)}, got ${asText(received)}`.slice(0, 500) };
}

export function expect(received: unknown, about = ""): Assertion {
  return new Proxy({} as Assertion, {
    get:
      (_, name: string) =>
      (...expected: unknown[]) => {
        const matcher = matchers[name];
        if (matcher === undefined) throw new Error(`expect(…).${name}: pages have no such matcher`);
        const { pass, message } = matcher(received, ...(expected as never[]));
        if (!pass) throw new Error([about, message()].filter((text) => text !== "").join(": "));
      },
  });
}

expect.extend = (more: Record<string, Matcher>) => Object.assign(matchers, more);
