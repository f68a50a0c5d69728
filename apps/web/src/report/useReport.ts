import {
  type BackendReport,
  type BrowserPart,
  measureBackends,
  modelsFor,
  newReport,
  type Progress,
  reportText,
} from "@honest-majority/report";
import { useCallback, useEffect, useRef, useState } from "react";
import { browserFacts } from "./browserFacts";
import { openWorker } from "./openWorker";
import type { Request } from "./request";

const BACKENDS = ["webgpu", "webgl", "wasm", "cpu"];

export type ReportState =
  | { phase: "waiting" }
  | { phase: "measuring"; progress: Progress; done: number; all: number }
  /** `text`: the file. `sent`: whether the doctor has it; undefined if no doctor waits. */
  | { phase: "done"; backends: readonly BackendReport[]; text: string; sent?: boolean };

/** Measures the browser when `measure` is called; at once for a doctor that waits. */
export function useReport(request: Request): { state: ReportState; measure: () => void } {
  const [state, setState] = useState<ReportState>({ phase: "waiting" });
  const measure = useCallback(() => void run(request, setState), [request]);
  const begun = useRef(false);
  useEffect(() => {
    if (!request.forDoctor || begun.current) return;
    begun.current = true;
    measure();
  }, [request, measure]);
  return { state, measure };
}

async function run(
  { forDoctor, models, limitSeconds }: Request,
  setState: (state: ReportState) => void,
): Promise<void> {
  const plans = BACKENDS.map((name) => ({ name, models: modelsFor(name, models) }));
  const all = plans.reduce((sum, plan) => sum + 1 + plan.models.length, 0);
  const places = new Map(
    plans
      .flatMap(({ name, models }) => [`${name} start`, ...models.map((model) => `${name} ${model}`)])
      .map((task, i) => [task, i]),
  );
  const backends = await measureBackends(plans, {
    open: openWorker,
    limitMs: 1000 * limitSeconds,
    after(ms, what) {
      const timer = setTimeout(what, ms);
      return () => clearTimeout(timer);
    },
    say({ backends, name, task }) {
      const done = places.get(`${name} ${task.kind === "model" ? task.model : "start"}`) ?? 0;
      setState({ phase: "measuring", progress: { backends: [...backends], name, task }, done, all });
    },
  });
  const browser = { ...browserFacts(), backends };
  const whole = forDoctor ? await send(browser) : undefined;
  const text = whole ?? reportText(newReport({ browser }));
  setState({ phase: "done", backends, text, ...(forDoctor && { sent: whole !== undefined }) });
}

/** The text of the whole report, with what the doctor measured; undefined if it does not answer. */
async function send(browser: BrowserPart): Promise<string | undefined> {
  try {
    const response = await fetch("/api/report", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(browser),
    });
    return response.ok ? ((await response.json()) as { text: string }).text : undefined;
  } catch {
    return undefined; // it was stopped
  }
}
