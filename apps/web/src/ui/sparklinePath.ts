/** The path (`d`) of a line through `values`, scaled to width × height with a margin of one pixel; null leaves a gap. */
export function sparklinePath(values: readonly (number | null)[], width: number, height: number): string {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return "";
  const low = Math.min(...known);
  const span = Math.max(...known) - low || 1;
  const step = (width - 2) / (values.length - 1);
  let path = "";
  let pen: "M" | "L" = "M";
  values.forEach((value, i) => {
    if (value === null) {
      pen = "M";
      return;
    }
    const y = 1 + (height - 2) * (1 - (value - low) / span);
    path += `${pen}${round(1 + i * step)} ${round(y)}`;
    pen = "L";
  });
  return path;
}

const round = (value: number) => Math.round(value * 10) / 10;
