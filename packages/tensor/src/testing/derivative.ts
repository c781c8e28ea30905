type Values = Readonly<Record<string, Float64Array>>;

const STEP = 1e-5;

/** How fast the results of a definition change where an input moves in a direction: J u, by central differences. */
export function derivative(
  define: (values: Values) => Float64Array,
  inputs: Values,
  key: string,
  direction: Float64Array,
): Float64Array {
  const at = (t: number) => define({ ...inputs, [key]: inputs[key]!.map((x, i) => x + t * direction[i]!) });
  const [above, below] = [at(STEP), at(-STEP)];
  return above.map((value, i) => (value - below[i]!) / (2 * STEP));
}
