/**
 * The 95 % interval of a median, however the values are distributed: from the k-th lowest to the k-th highest of n, with
 * the greatest k for which `P(B < k) <= 0.025`, where B of n tosses of a coin are heads. Null for fewer than 6 values.
 */
export function medianInterval(values: readonly number[]): readonly [low: number, high: number] | null {
  const n = values.length;
  let k = 0;
  let logarithm = -n * Math.LN2;
  for (let below = Math.exp(logarithm); below <= 0.025 && 2 * k < n; below += Math.exp(logarithm)) {
    k++;
    logarithm += Math.log((n - k + 1) / k);
  }
  if (k === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  return [sorted[k - 1]!, sorted[n - k]!];
}
