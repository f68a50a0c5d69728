/** Whether all values of `vector` are finite. On the CPU, as one tfjs backend's `isFinite` has been wrong. */
export function isFiniteVector(vector: Float32Array): boolean {
  // NaN and ±∞ times 0 are NaN, and NaN stays in a sum: one branch for the whole vector
  let zero = 0;
  for (let i = 0; i < vector.length; i++) zero += vector[i] * 0;
  return zero === 0;
}
