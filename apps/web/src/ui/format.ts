/** Formats numbers for people: short, and never as NaN. */

export function formatPercent(share: number): string {
  const percent = 100 * share;
  // 99.97 % is not shown as "100 %", which a class would read as a perfect score
  if (percent > 99.9 && percent < 100) return "99.9 %";
  return `${percent.toFixed(percent >= 99.95 || percent === 0 ? 0 : 1)} %`;
}

/** The share of an update that a rule kept, in whole percents. Only 0 is shown as nothing, and only 1 as everything. */
export function formatShare(share: number): string {
  const percent = 100 * share;
  if (percent > 0 && percent < 1) return "< 1 %";
  if (percent < 100 && percent > 99) return "99 %";
  return `${Math.round(percent)} %`;
}

export function formatNumber(value: number | null | undefined): string {
  if (value === undefined) return "–";
  if (value === null || !Number.isFinite(value)) return "not finite";
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e5 || size < 1e-3)) {
    const [digits, exponent] = value.toExponential(1).split("e");
    return `${digits}·${powerOfTen(Number(exponent))}`;
  }
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3);
}

const SUPERSCRIPTS: Readonly<Record<string, string>> = {
  "-": "⁻",
  ...Object.fromEntries([..."⁰¹²³⁴⁵⁶⁷⁸⁹"].map((superscript, digit) => [digit, superscript])),
};

/** "10⁻⁴" */
export function powerOfTen(exponent: number): string {
  return `10${[...String(exponent)].map((sign) => SUPERSCRIPTS[sign]).join("")}`;
}

export function formatDuration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1_000)} s`;
}

const DATE = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });

/** "30 Nov 2026, 09:15", in this machine's time zone. `moment`: Unix milliseconds. */
export function dateOf(moment: number): string {
  return DATE.format(moment);
}

const BACKENDS: Record<string, string> = { webgpu: "WebGPU", webgl: "WebGL", wasm: "WASM", cpu: "CPU" };

export function backendTitle(name: string): string {
  return BACKENDS[name] ?? name;
}
