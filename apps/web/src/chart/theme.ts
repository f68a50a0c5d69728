/** Colours and fonts of the chart's canvas and exports, from the page's style sheet. */
export interface ChartTheme {
  ink: string;
  muted: string;
  line: string;
  panel: string;
  font: string;
  /** The value of a custom property. */
  color(name: string): string;
}

export function readTheme(element: Element): ChartTheme {
  const style = getComputedStyle(element);
  const forced = matchMedia("(forced-colors: active)").matches;
  const color = (name: string) => (forced ? "CanvasText" : style.getPropertyValue(name).trim());
  return {
    ink: color("--ink"),
    muted: color("--muted"),
    line: forced ? "GrayText" : color("--line"),
    panel: forced ? "Canvas" : color("--panel"),
    font: style.fontFamily,
    color,
  };
}

/** Calls back when the colours of the page change, until the returned function is called. */
export function watchTheme(onChange: () => void): () => void {
  const queries = ["(prefers-color-scheme: dark)", "(forced-colors: active)"].map((query) =>
    matchMedia(query),
  );
  for (const query of queries) query.addEventListener("change", onChange);
  return () => {
    for (const query of queries) query.removeEventListener("change", onChange);
  };
}
