/** What the chart can be saved as. */
export const FORMATS = { png: "PNG picture", svg: "SVG drawing", csv: "CSV, all rounds" } as const;
export type Format = keyof typeof FORMATS;
