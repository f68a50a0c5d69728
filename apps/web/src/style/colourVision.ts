/** How far apart colours look, with normal and with deficient colour vision. Colours are `#rrggbb`. Pure. */

type Triple = readonly [number, number, number];

/**
 * Maps linear RGB to what a person with this vision sees, row by row. The deficiencies are those of Machado, Oliveira
 * and Fernandes, "A physiologically-based model for simulation of color vision deficiency", 2009, at severity 1.
 */
export const VISIONS = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
} as const satisfies Record<string, readonly Triple[]>;

export type Vision = keyof typeof VISIONS;

/** The colour difference CIE 1976 of two colours. */
export function deltaE76(one: string, other: string, vision: Vision = "normal"): number {
  const a = labOf(one, vision);
  const b = labOf(other, vision);
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

/** The contrast of WCAG 2, from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(linear(one)), luminance(linear(other))].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** CIE L*a*b* under D65. */
export function labOf(color: string, vision: Vision = "normal"): Triple {
  const seen = times(VISIONS[vision], linear(color)).map((part) => Math.min(1, Math.max(0, part)));
  const rgb: Triple = [seen[0], seen[1], seen[2]];
  const x = f(dot([0.4124564, 0.3575761, 0.1804375], rgb) / 0.95047);
  const y = f(luminance(rgb));
  const z = f(dot([0.0193339, 0.119192, 0.9503041], rgb) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116);

const dot = (a: Triple, b: Triple) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const times = (rows: readonly Triple[], v: Triple): Triple => [
  dot(rows[0], v),
  dot(rows[1], v),
  dot(rows[2], v),
];
const luminance = (rgb: Triple) => dot([0.2126729, 0.7151522, 0.072175], rgb);

function linear(color: string): Triple {
  if (!/^#[0-9a-f]{6}$/i.test(color)) throw new RangeError(`a colour must be #rrggbb, got "${color}"`);
  const part = (at: number) => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [part(1), part(3), part(5)];
}
