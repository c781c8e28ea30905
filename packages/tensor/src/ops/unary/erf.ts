/** 2/√π ∫₀ˣ e^(−t²) dt, by a series of positive terms: e^(−x²) Σ 2ⁿ x^(2n+1) / (1·3·5⋯(2n+1)). */
export function erf(x: number): number {
  if (Math.abs(x) > 6 || Number.isNaN(x)) return Math.sign(x); // 1 to the last digit
  let sum = 0;
  let term = x;
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
    sum += term;
    term *= (2 * x * x) / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}
