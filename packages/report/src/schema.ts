/** The file of `honest-majority doctor --report`: what one machine and one of its browsers can do. It names nobody. */
import { z } from "zod";
import manifest from "../package.json" with { type: "json" };
import { hide } from "./hide";

/** What the file is called unless a person names it. */
export const REPORT_FILE = "honest-majority-report.json";
const KIND = "honest-majority report";
/** Raised by every change after which a program for the last version would misread a file. */
const VERSION = 1;

/** The name of a backend, a model or a rule. */
const Name = z.string().regex(/^[\w-]{1,60}$/);
/** Written by other software. The file holds the first `SHOWN` characters. */
const Text = z.string().max(3000);
const SHOWN = 400;
const Count = z.int().nonnegative();
const Milliseconds = z.number().nonnegative();

/** `largestError`: relative to the largest true value. */
const SelfTest = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true), largestError: z.number() }),
  z.object({ ok: z.literal(false), detail: Text }),
]);

/** The graphics card, in its driver's words. `renderer` is WebGL's. */
const Adapter = z.object({
  vendor: Text.optional(),
  architecture: Text.optional(),
  device: Text.optional(),
  description: Text.optional(),
  renderer: Text.optional(),
});
export type Adapter = z.infer<typeof Adapter>;

const Failed = z.object({ outcome: z.literal("failed"), detail: Text });
/** The time limit passed. */
const Stopped = z.object({ outcome: z.literal("stopped"), afterSeconds: z.number() });

const StartResult = z.discriminatedUnion("outcome", [
  z.object({ outcome: z.literal("done"), selfTest: SelfTest.optional(), adapter: Adapter.optional() }),
  z.object({ outcome: z.literal("missing") }),
  Failed,
  Stopped,
]);

/** A worker's local step at B = 32 on drawn pictures, and the self-test of the model's gradient. */
const model = { model: Name };
export const ModelResult = z.discriminatedUnion("outcome", [
  z.object({
    ...model,
    outcome: z.literal("done"),
    selfTest: SelfTest,
    medianMs: Milliseconds,
    fastestMs: Milliseconds,
    steps: Count,
  }),
  z.object({ ...model, ...Failed.shape }),
  z.object({ ...model, ...Stopped.shape }),
]);
export type ModelResult = z.infer<typeof ModelResult>;

/** One rule on m updates of d values, from the last row's arrival; compared with plain loops. */
const work = { rule: Name, m: Count, d: Count };
export const AggregationResult = z.discriminatedUnion("outcome", [
  z.object({ ...work, outcome: z.literal("done"), ms: Milliseconds, largestError: z.number() }),
  z.object({ ...work, ...Failed.shape }),
  z.object({ ...work, ...Stopped.shape }),
]);
export type AggregationResult = z.infer<typeof AggregationResult>;

export const BackendReport = z.object({
  name: Name,
  start: StartResult,
  models: z.array(ModelResult).max(50),
  aggregation: z.array(AggregationResult).max(200),
});
export type BackendReport = z.infer<typeof BackendReport>;

const Backends = z.array(BackendReport).max(20);

/** `release`: digits alone, because some kernels carry a name. `backends`: Node's. */
export const MachinePart = z.object({
  node: z.string().regex(/^v[\d.]+$/),
  platform: Name,
  release: z.string().regex(/^[\d.]*$/),
  arch: Name,
  cpu: Text,
  cores: Count,
  memoryGb: Count,
  backends: Backends,
});
export type MachinePart = z.infer<typeof MachinePart>;

export const BrowserPart = z.object({
  userAgent: Text,
  brands: z.array(z.object({ brand: Text, version: Text })).max(10),
  platform: Text,
  mobile: z.boolean(),
  cores: Count,
  backends: Backends,
});
export type BrowserPart = z.infer<typeof BrowserPart>;

export const Report = z.object({
  kind: z.literal(KIND),
  version: z.literal(VERSION),
  program: Text,
  machine: MachinePart.optional(),
  browser: BrowserPart.optional(),
});
export type Report = z.infer<typeof Report>;

export function newReport(parts: Pick<Report, "machine" | "browser">): Report {
  return { kind: KIND, version: VERSION, program: manifest.version, ...parts };
}

/** Whether the text of a file is a report, also one of another version. */
export function isReport(text: string): boolean {
  try {
    return z.object({ kind: z.literal(KIND) }).safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}

/** These fields hold words of this program, which the schema checks. */
const OWN_WORDS = new Set([
  "kind",
  "name",
  "model",
  "rule",
  "outcome",
  "node",
  "platform",
  "release",
  "arch",
]);

/**
 * The text of the file. All other texts pass `hide`.
 *
 * @throws ZodError when the report does not have the schema's form.
 */
export function reportText(report: Report, names: readonly string[] = []): string {
  const hideIn = (key: string, value: unknown) =>
    typeof value !== "string" || OWN_WORDS.has(key)
      ? value
      : hide(value, { names, places: key === "detail" }).slice(0, SHOWN);
  const text = JSON.stringify(Report.parse(report), hideIn, 2);
  // one line for each result
  return `${text.replace(/\{[^{}[\]]*(?:\{[^{}[\]]*\}[^{}[\]]*)*\}/g, (object) => object.replace(/\n\s*/g, " "))}\n`;
}
