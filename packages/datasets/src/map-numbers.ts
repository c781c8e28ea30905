/**
 * What a function makes of every number, in 32 bits: `Float32Array.from(values, f)` does the same in sixteen times the
 * time, as it asks the values for an iterator.
 */
export function mapNumbers(values: ArrayLike<number>, f: (value: number) => number): Float32Array {
  const out = new Float32Array(values.length);
  for (let i = 0; i < out.length; i++) out[i] = f(values[i]!);
  return out;
}
