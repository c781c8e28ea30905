/** How one axis is resampled: output `o` is the sum over `i < taps` of `weights[o taps + i]` times input `first[o] + i`. */
export interface Axis {
  readonly taps: number;
  readonly first: Int32Array;
  readonly weights: Float64Array;
}

/**
 * Area average where the axis shrinks, bilinear with half-pixel centres where it grows; both leave an equal size as it is.
 *
 * Shrinking, output `o` covers `[o r, (o + 1) r)` with `r = from / to`, and every input counts by the length covered.
 */
export function areaOrBilinear(from: number, to: number): Axis {
  return axis(to, (o) =>
    to < from ? area((o * from) / to, ((o + 1) * from) / to) : between((o + 0.5) * (from / to) - 0.5, from),
  );
}

/** Bilinear with the corner pixels' centres kept in place, over the inputs `start .. start + count - 1`. */
export function alignedCorners(start: number, count: number, to: number): Axis {
  return axis(to, (o) => {
    const { first, weights } = between(alignedPosition(o, count, to), count);
    return { first: start + first, weights };
  });
}

/** Where output `o` of `to` samples an axis of `count` inputs if corners are aligned: `o (count - 1) / (to - 1)`. */
export function alignedPosition(o: number, count: number, to: number): number {
  return to === 1 ? 0 : (o * (count - 1)) / (to - 1);
}

interface Taps {
  first: number;
  weights: number[];
}

function axis(to: number, tapsOf: (o: number) => Taps): Axis {
  const all = Array.from({ length: to }, (_, o) => tapsOf(o));
  const taps = Math.max(...all.map(({ weights }) => weights.length));
  const end = Math.max(...all.map(({ first, weights }) => first + weights.length));
  const starts = Int32Array.from(all, ({ first }) => Math.min(first, end - taps));
  const weights = new Float64Array(to * taps);
  // Outputs with fewer taps get zeros: behind, or before where there is no input behind.
  for (const [o, own] of all.entries()) weights.set(own.weights, o * taps + own.first - starts[o]!);
  return { taps, first: starts, weights };
}

function area(low: number, high: number): Taps {
  const first = Math.floor(low);
  const weights = [];
  for (let i = first; i < high; i++) weights.push((Math.min(high, i + 1) - Math.max(low, i)) / (high - low));
  return { first, weights };
}

function between(position: number, count: number): Taps {
  const inside = Math.min(Math.max(position, 0), count - 1);
  const first = Math.min(Math.floor(inside), Math.max(count - 2, 0));
  return count === 1 ? { first, weights: [1] } : { first, weights: [1 - (inside - first), inside - first] };
}
