/** Two digits, or all digits before the point if there are more: 0.12, 9.9, 99, 1234. */
export function twoDigits(value: number): string {
  return value >= 99.5 ? value.toFixed(0) : value.toPrecision(2); // 99.7 to two digits is 1.0e+2
}
