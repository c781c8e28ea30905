export const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
};

export const norm = (a: ArrayLike<number>): number => Math.sqrt(dot(a, a));

/** ‖a − b‖ / ‖b‖, or ‖a‖ where b is zero. */
export function relativeError(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return distance(a, b) / (norm(b) || 1);
}

/** ‖a − b‖. */
export const distance = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  norm(Array.from(a, (value, i) => value - b[i]!));

/** `n` reproducible values in [-1, 1), each exact in f32 (mulberry32). */
export function uniform(n: number, seed: number): Float64Array {
  let state = seed;
  return new Float64Array(n).map(() => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.fround((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * 2 - 1);
  });
}

/** `n` reproducible integers in `[0, below)`. */
export const integers = (n: number, below: number, seed: number): Float64Array =>
  uniform(n, seed).map((value) => Math.floor(((value + 1) / 2) * below));

/** Labels of the classes of `logits` or `input`; about one pixel in C + 1 is ignored. */
export function sampleLabels(
  elements: number,
  seed: number,
  {
    shapes,
    attrs: { ignoreIndex },
  }: {
    readonly shapes: Readonly<Record<string, readonly number[] | undefined>>;
    readonly attrs: { readonly ignoreIndex: number };
  },
): Float64Array {
  const classes = (shapes["logits"] ?? shapes["input"])![1]!;
  return integers(elements, classes + 1, seed).map((label) => (label === classes ? ignoreIndex : label));
}
