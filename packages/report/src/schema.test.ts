import { describe, expect, test } from "vitest";
import { type BackendReport, isReport, newReport, Report, reportText } from "./schema";
import { overview } from "./sentences";

const backends: BackendReport[] = [
  {
    name: "tfjs-node-gpu",
    start: {
      outcome: "failed",
      detail: "/home/babbage/tf/libcudart.so.11: cannot open on lovelace (10.1.2.3)",
    },
    models: [],
    aggregation: [],
  },
  {
    name: "webgpu",
    start: {
      outcome: "done",
      selfTest: { ok: true, largestError: 1.2e-7 },
      adapter: { vendor: "nvidia", architecture: "ampere", description: "card of babbage" },
    },
    models: [
      {
        model: "mlp",
        outcome: "done",
        selfTest: { ok: true, largestError: 2e-6 },
        medianMs: 3.14,
        fastestMs: 3,
        steps: 20,
      },
      { model: "resnet20", outcome: "stopped", afterSeconds: 30 },
    ],
    aggregation: [
      { rule: "krum", m: 8, d: 100, outcome: "done", ms: 0.2, largestError: 0 },
      { rule: "krum", m: 32, d: 100, outcome: "failed", detail: "out of memory" },
    ],
  },
];
const machine = {
  node: "v20.19.0",
  platform: "linux",
  release: "6.1",
  arch: "x64",
  cpu: "Difference Engine",
  cores: 2,
  memoryGb: 8,
  backends,
};
const names = ["babbage", "lovelace", "/home/babbage", "10.1.2.3"];

describe("reportText", () => {
  test("is JSON of the schema's form, with one line for each result", () => {
    const text = reportText(newReport({ machine }));
    expect(Report.parse(JSON.parse(text)).machine?.backends[1].models).toEqual(backends[1].models);
    expect(text).toContain('\n          { "model": "resnet20", "outcome": "stopped", "afterSeconds": 30 }\n');
  });

  test("holds no name, folder or address of the machine, wherever it came from", () => {
    const named = { ...machine, cpu: "Babbage's Difference Engine on lovelace" };
    const text = reportText(newReport({ machine: named }), names);
    for (const name of [...names, "home"]) expect(text.toLowerCase()).not.toContain(name);
    expect(text).toContain("libcudart.so.11: cannot open");
    expect(text).toContain("Difference Engine");
    expect(reportText(newReport({ machine: named })).toLowerCase()).toContain("lovelace"); // the names do it
  });

  test("keeps the names of backends, models and rules, even if the user has the same", () => {
    const { machine: read } = JSON.parse(reportText(newReport({ machine }), ["webgpu", "krum", "linux"]));
    expect(read.backends[1]).toMatchObject({ name: "webgpu", aggregation: backends[1].aggregation });
    expect(read.platform).toBe("linux");
  });

  test("refuses what the schema does not hold", () => {
    const wrong = { ...machine, backends: [{ ...backends[0], name: "/home/babbage" }] };
    expect(() => reportText(newReport({ machine: wrong }))).toThrow();
  });
});

describe("isReport", () => {
  test("knows reports of every version, and no other file", () => {
    expect(isReport(reportText(newReport({})))).toBe(true);
    expect(isReport('{"kind":"honest-majority report","version":99,"new":1}')).toBe(true);
    expect(isReport('{"kind":"a run"}')).toBe(false);
    expect(isReport("my thesis")).toBe(false);
  });
});

describe("overview", () => {
  test("lists the step times, the largest aggregation of each rule, and what does not start", () => {
    expect(overview(backends)).toEqual([
      "ms a step      mlp            resnet20",
      "webgpu     3.14 ms  stopped after 30 s",
      "krum, 32 × 100: webgpu failed",
      `tfjs-node-gpu: does not start: ${(backends[0].start as { detail: string }).detail}`,
    ]);
  });
});
