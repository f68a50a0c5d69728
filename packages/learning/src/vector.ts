/** Whether all values of `vector` are finite. On the CPU, as one tfjs backend's `isFinite` has been wrong. */
export function isFiniteVector(vector: Float32Array): boolean {
  // float32 values cannot overflow a sum in double precision, and NaN and ±∞ stay in it. Four sums, as one waits for each addition
  const d = vector.length;
  let a = 0;
  let b = 0;
  let c = 0;
  let e = 0;
  let j = 0;
  for (; j + 3 < d; j += 4) {
    a += vector[j];
    b += vector[j + 1];
    c += vector[j + 2];
    e += vector[j + 3];
  }
  for (; j < d; j++) a += vector[j];
  return Number.isFinite(a + b + c + e);
}
